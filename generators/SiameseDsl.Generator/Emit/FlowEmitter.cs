using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes a list of layers as the statements of a method: calls that belong together nested, the shape behind each statement, residuals and parallel branches written out.</summary>
internal sealed class FlowEmitter(Names names)
{
    /// <summary>So many calls may be nested: convolution, norm, activation, pool.</summary>
    private const int ReadableDepth = 4;

    /// <summary>Statements longer than this do not push the column of the shapes.</summary>
    private const int AlignedLength = 72;

    private readonly List<(string Code, string Shape)> statements = [];
    private int skips;
    private int branches;

    /// <summary>Adds a statement of the caller's own.</summary>
    public void Add(string code, string shape = "") => statements.Add((code, shape));

    /// <summary>Adds <paramref name="layers"/>, which take the variable <paramref name="variable"/> and leave their result in it.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="variable">The variable that ends with the result.</param>
    /// <param name="source">The variable to begin with: <paramref name="variable"/> itself, or another one, and then the first statement declares.</param>
    public void Add(EquatableArray<LayerPlan> layers, string variable, string? source = null)
    {
        string start = source ?? variable;
        string pending = start;
        string shape = "";
        int depth = 0;
        bool declares = source is not null;

        foreach (LayerPlan layer in layers)
        {
            if (layer.Branches.Count > 0)
            {
                Flush();
                if (layer.Kind == "residual")
                {
                    // The body already leaves its result in the variable.
                    pending = AddResidual(layer, variable, start);
                    declares = false;
                    start = variable;
                }
                else
                {
                    pending = AddParallel(layer, start);
                }

                depth = 1;
            }
            else
            {
                LayerEmitter emitter = LayerEmitters.Of(layer);
                if (depth > 0 && !layer.Fused && (emitter.Placement == Placement.Starts || depth >= ReadableDepth))
                {
                    Flush();
                }

                pending = layer.Field is { } field && emitter.Module is not null
                    ? Call(layer, field, emitter, pending)
                    : emitter.Call!(layer, names, pending);
                depth++;
            }

            shape = Literal.Batch(layer.Output);
        }

        Flush();
        if (declares)
        {
            Add($"var {variable} = {start};", shape);
        }

        void Flush()
        {
            depth = 0;
            if (pending == start)
            {
                return;
            }

            Add($"{(declares ? "var " : "")}{variable} = {pending};", shape);
            declares = false;
            start = pending = variable;
        }
    }

    private static string Call(LayerPlan layer, string field, LayerEmitter emitter, string input) => emitter.IsCustom
        ? $"CheckShape({Fields.Access(field)}.call({input}), {Literal.String(layer.Name)}, {Literal.Shape(layer.Output)})"
        : $"{Fields.Access(field)}.call({input}){emitter.Result?.Invoke(layer)}";

    /// <summary>Writes the statements, shapes aligned.</summary>
    public void WriteTo(SourceWriter writer)
    {
        int column = 0;
        foreach ((string code, string shape) in statements)
        {
            if (shape.Length > 0 && code.Length <= AlignedLength && code.Length > column)
            {
                column = code.Length;
            }
        }

        foreach ((string code, string shape) in statements)
        {
            writer.Line(shape.Length > 0 ? $"{code.PadRight(column)}    // {shape}" : code);
        }
    }

    /// <summary>Writes body and shortcut; returns their sum, around which an activation may be nested.</summary>
    private string AddResidual(LayerPlan layer, string variable, string source)
    {
        skips++;
        string skip = skips == 1 ? "skip" : $"skip{skips}";
        EquatableArray<LayerPlan> shortcut = layer.Branches.Count > 1 ? layer.Branches[1].Layers : default;
        if (shortcut.Count == 0)
        {
            Add($"var {skip} = {source};", Literal.Batch(layer.Input));
        }
        else
        {
            Add(shortcut, skip, source);
        }

        Add(layer.Branches[0].Layers, variable, source == variable ? null : source);
        return $"{variable} + {skip}";
    }

    /// <summary>Writes each branch into a variable of its own; returns what joins them. A branch without layers is the input itself.</summary>
    private string AddParallel(LayerPlan layer, string source)
    {
        List<string> results = [];
        foreach (BranchPlan branch in layer.Branches)
        {
            if (branch.Layers.Count == 0)
            {
                results.Add(source);
                continue;
            }

            string result = $"branch{++branches}";
            Add(branch.Layers, result, source);
            results.Add(result);
        }

        if (results.Count == 1)
        {
            return results[0];
        }

        if (ParallelEntry.IsSum(layer.Arguments))
        {
            return string.Join(" + ", results);
        }

        names.UseStatic("torch");
        return $"cat([{string.Join(", ", results)}], {Literal.Integer(1 + ParallelEntry.Dimension(layer.Arguments, layer.Output.Count))})";
    }
}
