using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Checking;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>check</c>: the compiler's findings without a build.</summary>
internal static class CheckCommand
{
    public static Command Create(AppHost app)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Spec files, or directories that are searched for *.siamese.yaml.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text, json or sarif.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("check", "Check specs without a build.") { paths, format, json };
        command.SetAction(app.Action(context =>
        {
            IReadOnlyList<CheckedFile> files = SpecFiles.Check(context.Get(paths)!, context.Cancellation);
            Finding[] findings = [.. files.SelectMany(file => file.Findings)];
            string chosen = context.Get(json) ? "json" : context.Get(format)!;
            switch (chosen)
            {
                case "json":
                    context.Terminal.Json(FindingsJson.Document(findings));
                    break;
                case "sarif":
                    context.Terminal.Json(SarifLog.Document(findings));
                    break;
                default:
                    FindingsText.Write(context.Terminal, files);
                    break;
            }

            int errors = findings.Count(finding => finding.Severity == Severity.Error);
            int warnings = findings.Count(finding => finding.Severity == Severity.Warning);
            context.Terminal.Note($"{Format.Plural(files.Count, "file")}: {Format.Plural(errors, "error")}, {Format.Plural(warnings, "warning")}.");
            context.Terminal.Note("Not checked here: custom types and the severities that a project sets; 'dotnet build' checks them.");
            return errors > 0 ? ExitCode.Failed : ExitCode.Done;
        }));
        return command;
    }
}
