using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Spec.Schema;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>schema</c>: the JSON Schema of specs, for editors that know YAML.</summary>
internal static class SchemaCommand
{
    public static Command Create(AppHost app)
    {
        // The schema is a JSON document, with or without the option that asks for one.
        var command = new Command("schema", "Print the JSON Schema of specs.") { CommonOptions.Json() };
        command.SetAction(app.Action(context =>
        {
            context.Terminal.Text(SpecSchema.Text);
            return ExitCode.Done;
        }));
        return command;
    }
}
