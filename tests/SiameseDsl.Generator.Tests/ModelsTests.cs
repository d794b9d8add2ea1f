using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

public class ModelsTests
{
    [Fact]
    public void The_repositorys_models_compile_without_a_finding_or_a_warning()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*.siamese.yaml");
        GeneratorHost host = GeneratorHost.RunOnce([.. files.Select(file => (Path.GetFileName(file), (string?)File.ReadAllText(file)))]);

        Assert.True(files.Length >= 5, $"{files.Length} models were found.");
        string[] findings = [.. host.Result.Diagnostics.Where(diagnostic => diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info).Select(diagnostic => diagnostic.ToString())];
        Assert.True(findings.Length == 0, string.Join("\n", findings));
        GeneratedCode.AssertClean(host.Output);
        Assert.Equal(files.Length + 1, host.Sources.Count);
    }
}
