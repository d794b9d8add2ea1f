using System.Globalization;
using System.Text;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Data;

namespace SiameseDsl.Cli.Tests.Recognition;

/// <summary>A short training on glyphs, and drawings of characters that it never saw.</summary>
public sealed class TrainedRun : IDisposable
{
    private const int FirstTestClass = 450;

    private readonly TemporaryDirectory directory = new();
    private readonly GlyphGenerator generator = new(seed: 1);

    public TrainedRun()
    {
        CliResult trained = CommandLine.Run("train", "Digits/nt-xent-augmented", "--data", "glyphs", "--epochs", "2", "--out", Path);
        Assert.True(trained.ExitCode == 0, trained.Error);
        for (int character = 0; character < 6; character++)
        {
            byte[] drawings = generator.Draw(FirstTestClass + character, 8);
            for (int i = 0; i < 8; i++)
            {
                Pgm(Image(character, i), drawings.AsSpan(i * 28 * 28, 28 * 28));
            }
        }
    }

    /// <summary>The run.</summary>
    public string Path => directory["run"];

    /// <summary>The drawings, one folder for each character.</summary>
    public string Folder => directory["people"];

    /// <summary>One drawing of a character.</summary>
    public string Image(int character, int drawing) => directory[string.Create(CultureInfo.InvariantCulture, $"people/char{character}/{drawing}.pgm")];

    public void Dispose() => directory.Dispose();

    private static void Pgm(string path, ReadOnlySpan<byte> pixels)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes("P5\n28 28\n255\n"), .. pixels]);
    }
}
