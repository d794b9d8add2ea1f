using System.Globalization;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>Every model and every bad file of the repository gives the same bytes and the same findings wherever it is compiled.</summary>
public class CorpusDeterminismTests
{
    private static readonly Lazy<string> Expected = new(() => Generate());

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Every_culture_gives_the_same_bytes(string culture)
    {
        string expected = Expected.Value;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.NotEqual(".", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);

            RunText.AssertEqual(expected, Generate(), culture);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_thread_of_another_culture_gives_the_same_bytes()
    {
        // What a compiler server's thread pool brings along is no choice of the project's.
        string other = "";
        Thread thread = new(() => other = Generate(), 16 * 1024 * 1024) { CurrentCulture = CultureInfo.GetCultureInfo("fa-IR") };
        thread.Start();
        thread.Join();

        RunText.AssertEqual(Expected.Value, other, "fa-IR");
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/St_Johns")]
    public void Every_time_zone_gives_the_same_bytes(string zone)
    {
        string expected = Expected.Value;
        string? before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(OperatingSystem.IsWindows() ? TimeZoneInfo.Local.Id : zone, TimeZoneInfo.Local.Id);

            RunText.AssertEqual(expected, Generate(), zone);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }

    [Fact]
    public void Line_ends_of_the_specs_reach_neither_code_nor_places()
    {
        string unix = Generate(offsets: false);
        string windows = Generate(text => text.Replace("\n", "\r\n"), offsets: false);

        RunText.AssertEqual(unix, windows, "CRLF");
        Assert.DoesNotContain('\r', windows);
    }

    [Theory]
    [InlineData("/home/anna/app/", '/')]
    [InlineData("C:\\Users\\anna\\app\\", '\\')]
    [InlineData("\\\\server\\share\\app\\", '\\')]
    public void Path_separators_and_the_projects_place_do_not_reach_the_code(string directory, char separator)
    {
        RunText.AssertEqual(Sources("/project/", '/'), Sources(directory, separator), directory);

        static string Sources(string directory, char separator)
        {
            GeneratorHost host = new("Acme", directory);
            foreach ((string path, string text) in SpecCorpus.Models)
            {
                host.WriteAt(directory + "nets" + separator + path, text);
            }

            string sources = string.Concat(host.Run().Sources.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => $"=== {source.Key}\n{source.Value}"));
            Assert.Contains("=== nets.Digits.g.cs", sources, StringComparison.Ordinal);
            Assert.DoesNotContain(directory, sources, StringComparison.Ordinal);
            return sources;
        }
    }

    [Fact]
    public void The_order_of_the_files_does_not_reach_the_code()
    {
        // Two of them claim one name and one claims the registry's: the same one loses in every order.
        (string, string?)[] specs =
        [
            .. SpecCorpus.Models.Select(model => (model.Path, (string?)model.Text)),
            ("a/Tiny.siamese.yaml", Specs.Tiny), ("b/Tiny.siamese.yaml", Specs.Tiny), ("Broken.siamese.yaml", Specs.WithBrokenVariants), ("a.Tiny.siamese.yaml", Specs.Named("Other")), ("Syntax.siamese.yaml", "siamese: ["),
        ];
        string expected = RunText.Of(GeneratorHost.RunOnce(specs).Result);
        Assert.Contains("SDSL", expected, StringComparison.Ordinal);
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            random.Shuffle(specs);
            RunText.AssertEqual(expected, RunText.Of(GeneratorHost.RunOnce(specs).Result), string.Join(", ", specs.Select(spec => spec.Item1)));
        }
    }

    /// <summary>The models in one project, each bad file in a project of its own: most of them share the name of their model.</summary>
    private static string Generate(Func<string, string>? change = null, bool offsets = true)
    {
        change ??= static text => text;
        GeneratorHost models = GeneratorHost.RunOnce([.. SpecCorpus.Models.Select(model => (model.Path, (string?)change(model.Text)))]);
        return RunText.Of(models.Result, offsets)
            + string.Concat(SpecCorpus.Bad.Select(bad => RunText.Of(GeneratorHost.RunOnce((bad.Path, change(bad.Text))).Result, offsets)));
    }
}
