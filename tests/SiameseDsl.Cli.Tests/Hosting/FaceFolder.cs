namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>
/// Draws people: each has proportions, hair and tones of his or her own, and each picture of one another pose, light and expression, as in the photographs that 'folder:' is made for.
/// Grey pictures of 92 x 112 as PGM, one folder a person.
/// </summary>
internal static class FaceFolder
{
    private const int Width = 92;
    private const int Height = 112;

    /// <summary>Writes a folder of people.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="people">How many people.</param>
    /// <param name="pictures">How many pictures of each.</param>
    /// <param name="seed">The same seed draws the same people.</param>
    /// <param name="between">How much people differ; with 0 all are the same.</param>
    /// <param name="within">How much the pictures of a person differ; with 0 by the grain of the film alone.</param>
    public static void Write(string folder, int people, int pictures, int seed = 1, double between = 1, double within = 1)
    {
        for (int person = 0; person < people; person++)
        {
            string own = Path.Combine(folder, FormattableString.Invariant($"s{person + 1:00}"));
            Directory.CreateDirectory(own);
            var face = new Face(new Traits(new Random((seed * 1000) + person), between));
            for (int picture = 0; picture < pictures; picture++)
            {
                using FileStream file = File.Create(Path.Combine(own, FormattableString.Invariant($"{picture + 1}.pgm")));
                file.Write(System.Text.Encoding.ASCII.GetBytes($"P5\n{Width} {Height}\n255\n"));
                file.Write(face.Draw(new Traits(new Random((seed * 1_000_000) + (person * 1000) + picture + 500), within)));
            }
        }
    }

    private sealed class Face(Traits own)
    {
        private readonly double wide = own.Between(0.60, 0.78);
        private readonly double tall = own.Between(0.86, 1.00);
        private readonly double jaw = own.Between(0.75, 1.05);
        private readonly double skin = own.Between(120, 200);
        private readonly double hair = own.Between(15, 110);
        private readonly double hairline = own.Between(-0.75, -0.45);
        private readonly double sides = own.Between(0.75, 1.1);
        private readonly double apart = own.Between(0.24, 0.36);
        private readonly double eyeHeight = own.Between(-0.20, -0.05);
        private readonly double eyeSize = own.Between(0.09, 0.14);
        private readonly double brow = own.Between(0.13, 0.22);
        private readonly double slope = own.Between(-0.25, 0.25);
        private readonly double browTone = own.Between(20, 90);
        private readonly double nose = own.Between(0.18, 0.34);
        private readonly double noseWide = own.Between(0.06, 0.12);
        private readonly double mouthHeight = own.Between(0.42, 0.56);
        private readonly double mouthWide = own.Between(0.20, 0.36);
        private readonly bool glasses = own.Chance() < 0.25;
        private readonly double beard = own.Chance() < 0.3 ? own.Between(20, 60) : 0;

        public byte[] Draw(Traits shot)
        {
            double angle = shot.Between(-0.16, 0.16);
            double scale = shot.Between(0.88, 1.10);
            double turn = shot.Between(-0.22, 0.22);
            double nod = shot.Between(-0.10, 0.10);
            (double dx, double dy) = (shot.Between(-5, 5), shot.Between(-5, 5));
            (double light, double sideLight, double gain) = (shot.Between(-18, 18), shot.Between(-35, 35), shot.Between(0.85, 1.15));
            (double smile, double open) = (shot.Between(-0.06, 0.12), shot.Between(0.55, 1.1));
            byte[] pixels = new byte[Width * Height];
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    double x = (column - (Width / 2.0) - dx) / (44 * scale);
                    double y = (row - (Height / 2.0) - 4 - dy) / (50 * scale);
                    (x, y) = ((Math.Cos(angle) * x) + (Math.Sin(angle) * y), (Math.Cos(angle) * y) - (Math.Sin(angle) * x));
                    double tone = Tone(x, y, turn, nod, smile, open);
                    tone = ((tone + light + (sideLight * x)) * gain) + (shot.Chance() * 14) - 7;
                    pixels[(row * Width) + column] = (byte)Math.Clamp(tone, 0, 255);
                }
            }

            return pixels;
        }

        private double Tone(double x, double y, double turn, double nod, double smile, double open)
        {
            double width = wide * (y > 0 ? 1 - ((1 - jaw) * y) : 1);
            bool isFace = (x * x / (width * width)) + (y * y / (tall * tall)) < 1;
            bool isHair = (x * x / (width * width * sides * sides * 1.25)) + (y * y / (tall * tall * 1.12)) < 1 && (y < hairline + (0.25 * Math.Abs(x)) || (!isFace && y < 0.35 * sides));
            if (isHair)
            {
                return hair + (18 * Math.Sin((x * 23) + (y * 7)));
            }

            if (!isFace)
            {
                return 60 + (25 * y);
            }

            // Turning the head moves what stands out of it.
            double u = x - (turn * (1 - (x * x)));
            double v = y - nod;
            double tone = skin - (45 * x * x) - (20 * Math.Max(0, y * y - 0.3));
            double eye = Math.Min(Distance(u - apart, v - eyeHeight, eyeSize, eyeSize * 0.55 * open), Distance(u + apart, v - eyeHeight, eyeSize, eyeSize * 0.55 * open));
            double pupil = Math.Min(Distance(u - apart - (turn * 0.1), v - eyeHeight, eyeSize * 0.4, eyeSize * 0.45), Distance(u + apart - (turn * 0.1), v - eyeHeight, eyeSize * 0.4, eyeSize * 0.45));
            tone = eye < 1 ? 225 : tone;
            tone = pupil < 1 && eye < 1.3 ? 25 : tone;
            double browLine = Math.Abs(v - (eyeHeight - brow) - (slope * (Math.Abs(u) - apart)));
            tone = browLine < 0.035 && Math.Abs(Math.Abs(u) - apart) < eyeSize * 1.4 ? browTone : tone;
            tone -= v > eyeHeight && v < nose ? 25 * Math.Exp(-Math.Pow((u - noseWide) / 0.05, 2)) : 0;
            tone -= Distance(u, v - nose, noseWide * 1.3, 0.05) < 1 ? 45 : 0;
            double mouth = Math.Abs(v - mouthHeight + (smile * ((u * u / (mouthWide * mouthWide)) - 0.5)));
            tone = mouth < 0.045 && Math.Abs(u) < mouthWide ? 70 : tone;
            tone -= v > mouthHeight - 0.12 || (Math.Abs(u) > 0.4 && v > 0.1) ? beard : 0;
            if (glasses)
            {
                double rim = Math.Min(Math.Abs(Distance(u - apart, v - eyeHeight, 0.2, 0.16) - 1), Math.Abs(Distance(u + apart, v - eyeHeight, 0.2, 0.16) - 1));
                tone = rim < 0.16 ? 35 : tone;
            }

            return tone;
        }

        private static double Distance(double x, double y, double width, double height) => Math.Sqrt((x * x / (width * width)) + (y * y / (height * height)));
    }

    /// <summary>Draws values about the middle of their ranges, within or beyond them.</summary>
    private sealed class Traits(Random random, double width)
    {
        public double Between(double low, double high) => ((low + high) / 2) + ((high - low) * width * (random.NextDouble() - 0.5));

        public double Chance() => random.NextDouble();
    }
}
