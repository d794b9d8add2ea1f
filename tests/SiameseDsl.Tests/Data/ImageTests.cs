using System.Text;
using SiameseDsl.Data;
using StbImageSharp;

namespace SiameseDsl.Tests.Data;

public sealed class ImageTests
{
    [Fact]
    public void One_bit_pngs_with_every_filter_are_read_exactly()
    {
        byte[] png = TestImages.OneBitPng(37, 23, IsWhite);
        byte[] expected = [.. Enumerable.Range(0, 37 * 23).Select(i => IsWhite(i % 37, i / 37) ? (byte)255 : (byte)0)];

        RawImage? image = MonochromePng.TryRead(png);

        Assert.NotNull(image);
        Assert.Equal((1, 23, 37), (image.Channels, image.Height, image.Width));
        Assert.Equal(expected, image.Pixels);
        Assert.Equal(expected, ImageResult.FromMemory(png).Data);

        static bool IsWhite(int x, int y) => ((x * 7) + (y * y * 3)) % 5 > 1;
    }

    [Fact]
    public void Grey_colour_and_transparent_pngs_are_read()
    {
        RawImage grey = Decode(TestImages.Png(3, 2, 1, (x, y, _) => (10 * x) + y));
        RawImage colour = Decode(TestImages.Png(3, 2, 3, (x, y, c) => (50 * c) + (10 * x) + y));
        RawImage clear = Decode(TestImages.Png(3, 2, 4, (x, _, c) => c == 3 ? (x == 0 ? 255 : x == 1 ? 0 : 51) : 100));

        Assert.Equal([0, 10, 20, 1, 11, 21], grey.Pixels);
        Assert.Equal((3, 2, 3), (colour.Channels, colour.Height, colour.Width));
        Assert.Equal([21, 71, 121], colour.Pixels[^3..]);
        Assert.Equal([100, 100, 100, 255, 255, 255, 224, 224, 224], clear.Pixels[..9]);
    }

    [Fact]
    public void Bmp_and_jpeg_are_read()
    {
        RawImage bmp = Decode(TestImages.Bmp(3, 2, (x, y) => ((byte)x, (byte)y, 9)));
        RawImage jpeg = Decode(TestImages.Jpeg(200));

        Assert.Equal([0, 0, 9, 1, 0, 9, 2, 0, 9, 0, 1, 9, 1, 1, 9, 2, 1, 9], bmp.Pixels);
        Assert.Equal((8, 8), (jpeg.Height, jpeg.Width));
        Assert.All(jpeg.Pixels, value => Assert.Equal(200, value));
    }

    [Theory]
    [InlineData("P2\n# one\n2 2 # two\n10\n0 5\n10 1", new byte[] { 0, 128, 255, 26 })]
    [InlineData("P5 2 2 255\n ABC", new byte[] { 32, 65, 66, 67 })]
    [InlineData("P5 2 1 65535\n\u0001\u0000\u0041\u0042", new byte[] { 1, 65 })]
    [InlineData("P5 1 1 1\n\u0001", new byte[] { 255 })]
    public void Pgm_is_read_as_text_bytes_and_double_bytes(string file, byte[] expected) =>
        Assert.Equal(expected, Decode(Encoding.Latin1.GetBytes(file)).Pixels);

    [Theory]
    [InlineData("P5 2 2 255\nABC", "cut off: 3 bytes follow its header, 4 are needed")]
    [InlineData("P5 2 x", "height is missing or no number")]
    [InlineData("P5", "width is missing")]
    [InlineData("P5 2 2 70000\nABCD", "maximum is 70000")]
    [InlineData("P2 2 1 9\n3 10", "pixel 1 is 10")]
    [InlineData("P2 2 2 9\n3 4 5 ", "pixel is missing")]
    [InlineData("P5 99999 99999 255\nABCD", "99999x99999")]
    [InlineData("P5 0 3 255\n", "0x3")]
    [InlineData("P5 99999999999 3 255\n", "width is missing or no number")]
    [InlineData("hello", "is no image")]
    [InlineData("", "it is empty")]
    [InlineData("BM and then nothing of it", "damaged image")]
    public void What_is_no_image_is_refused_by_name(string file, string expected)
    {
        string message = Assert.Throws<SiameseException>(() => Decode(Encoding.Latin1.GetBytes(file))).Message;

        Assert.Contains("picture.png", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Cut_off_and_boasting_pngs_are_refused()
    {
        byte[] png = TestImages.Png(30, 30, 3, (x, y, c) => (x * y * (c + 3)) & 255);
        byte[] oneBit = TestImages.OneBitPng(30, 30, (x, y) => (x * y) % 3 == 0);
        byte[] boast = TestImages.Png(60_000, 60_000, 8, 0, [0]);
        byte[] shortRows = TestImages.Png(30, 30, 1, 0, new byte[50]);

        Assert.All([png[..^40], png[..20], oneBit[..^30], shortRows], bytes => Assert.Contains("picture.png", Assert.Throws<SiameseException>(() => Decode(bytes)).Message));
        Assert.Contains("60000x60000", Assert.Throws<SiameseException>(() => Decode(boast)).Message);
    }

    [Fact]
    public void No_image_that_is_cut_off_anywhere_is_read_as_a_whole_one()
    {
        byte[][] images =
        [
            TestImages.Png(30, 30, 3, (x, y, c) => (x * y * (c + 3)) & 255),
            TestImages.OneBitPng(30, 30, (x, y) => (x * y) % 3 == 0),
            TestImages.Bmp(13, 7, (x, y) => ((byte)x, (byte)y, 9)),
            TestImages.Jpeg(200),
            TestImages.Pgm(9, 9, (x, y) => x * y),
        ];
        foreach (byte[] image in images)
        {
            Decode(image);
            for (int length = 0; length < image.Length; length++)
            {
                Assert.Contains("picture.png", Assert.Throws<SiameseException>(() => Decode(image[..length])).Message);
            }
        }
    }

    [Fact]
    public void A_size_that_the_bytes_cannot_hold_is_refused_before_memory_is_taken_for_it()
    {
        byte[] png = TestImages.Png(8000, 8000, 8, 6, [0]);
        byte[] bmp = TestImages.Bmp(3, 2, (_, _) => (1, 2, 3));
        BitConverter.GetBytes(8000).CopyTo(bmp, 18);
        BitConverter.GetBytes(8000).CopyTo(bmp, 22);
        byte[] jpeg = TestImages.Jpeg(200);
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (jpeg[frame + 5], jpeg[frame + 7]) = (0x1F, 0x1F);
        byte[] pgm = Encoding.ASCII.GetBytes("P5 8000 8000 255\nA");

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.All([png, bmp, jpeg], bytes => Assert.Contains("bytes cannot hold; it is damaged or cut off", Assert.Throws<SiameseException>(() => Decode(bytes)).Message));
        Assert.Contains("64000000 are needed", Assert.Throws<SiameseException>(() => Decode(pgm)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Resizing_averages_areas_exactly()
    {
        RawImage image = new([10, 20, 30, 40, 50, 60, 70, 80], 1, 2, 4);

        Assert.Equal([35, 55], Fit(image, 1, 1, 2));
        Assert.Equal(image.Pixels, Fit(image, 1, 2, 4));

        // Thirds of four columns: 1 1/3 columns each, (10 + 20/3) / (4/3) = 12.5, halves rounded up.
        Assert.Equal([13, 25, 38], Fit(image with { Pixels = [10, 20, 30, 40], Height = 1 }, 1, 1, 3));
        Assert.Equal([10, 10, 20, 20, 30, 30, 40, 40], Fit(image with { Pixels = [10, 20, 30, 40], Height = 1 }, 1, 1, 8));
    }

    [Fact]
    public void Colour_becomes_luma_and_grey_becomes_three_channels()
    {
        RawImage colour = new([255, 0, 0, 0, 255, 0, 0, 0, 255], 3, 1, 3);
        RawImage grey = new([7, 9], 1, 1, 2);

        Assert.Equal([76, 150, 29], Fit(colour, 1, 1, 3));
        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0, 255], Fit(colour, 3, 1, 3));
        Assert.Equal([7, 9, 7, 9, 7, 9], Fit(grey, 3, 1, 2));
    }

    private static RawImage Decode(byte[] bytes) => ImageDecoder.Decode(bytes, "picture.png");

    private static byte[] Fit(RawImage image, int channels, int height, int width)
    {
        byte[] target = new byte[channels * height * width];
        new ImageScaler(new ImageShape(channels, height, width)).Fit(image, target);
        return target;
    }
}
