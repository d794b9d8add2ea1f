using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Checking;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>check</c>: the compiler's findings without a build, and the repair of those that have one obvious repair.</summary>
internal static class CheckCommand
{
    public static Command Create(AppHost app)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Spec files, or directories that are searched for *.siamese.yaml and their parts.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text, json or sarif.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        Option<bool> json = CommonOptions.Json();
        var fix = new Option<bool>("--fix") { Description = "Repair what has one obvious repair, keeping comments and layout; what is left is printed." };
        var dryRun = new Option<bool>("--dry-run") { Description = "With --fix: print the repairs as a unified diff and change no file." };
        var command = new Command("check", "Check specs without a build.") { paths, format, json, fix, dryRun };
        command.SetAction(app.Action(context =>
        {
            string chosen = context.Get(json) ? "json" : context.Get(format)!;
            bool dry = context.Get(dryRun);
            if (dry && !context.Get(fix))
            {
                throw new UsageException("'--dry-run' shows what '--fix' would change; give both.");
            }

            if (dry && chosen != "text")
            {
                throw new UsageException($"'--dry-run' prints a diff, which is no {chosen}; leave one of them out.");
            }

            IReadOnlyList<CheckedFile> files = SpecFiles.Check(context.Get(paths)!, context.Cancellation);
            if (context.Get(fix))
            {
                files = Repair(context, files, dry);
            }

            Finding[] findings = [.. files.SelectMany(file => file.Findings)];
            switch (chosen)
            {
                case "json":
                    context.Terminal.Json(FindingsJson.Document(files));
                    break;
                case "sarif":
                    context.Terminal.Json(SarifLog.Document(files));
                    break;
                default:
                    if (!dry)
                    {
                        FindingsText.Write(context.Terminal, files);
                    }

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

    // The files as they are after their repairs, which are written or shown.
    private static IReadOnlyList<CheckedFile> Repair(CommandContext context, IReadOnlyList<CheckedFile> files, bool dry)
    {
        var repaired = new List<CheckedFile>(files.Count);
        int count = 0;
        foreach (CheckedFile file in files)
        {
            // What a part needs depends on the specs that include it.
            if (PartPath.IsPart(file.File.Path))
            {
                repaired.Add(file);
                continue;
            }

            FixedSpec spec = SpecRepair.Of(file, context.Cancellation);
            count += spec.Applied.Count;
            if (dry)
            {
                context.Terminal.Text(UnifiedDiff.Write(file.File.Path, spec.Before.Text, spec.After.Text));
            }
            else
            {
                SpecRepair.Write(spec);
            }

            foreach (Finding finding in spec.Applied)
            {
                context.Terminal.ErrorText($"{finding.File}({finding.Span.StartLine + 1},{finding.Span.StartColumn + 1}): {(dry ? "would be repaired" : "repaired")}: {finding.Id}: {finding.Message}");
            }

            repaired.Add(new CheckedFile(spec.After, [.. spec.Findings.Where(finding => finding.Span.File is null)]));
        }

        context.Terminal.Note($"{Format.Plural(count, "finding")} {(dry ? "would be" : count == 1 ? "was" : "were")} repaired.");
        return repaired;
    }
}
