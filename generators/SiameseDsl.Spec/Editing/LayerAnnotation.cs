namespace SiameseDsl.Spec.Editing;

/// <summary>What the compiler knows of a layer, at the place where the layer is written.</summary>
/// <param name="Span">The place of the layer's kind.</param>
/// <param name="Variant">The variant that it is told of; <c>base</c> for the family's top level.</param>
/// <param name="Kind">The layer's kind.</param>
/// <param name="Names">The names of what is built from it: several in a <c>repeat</c>.</param>
/// <param name="Outputs">The shapes that leave, as messages write them, one for each name; of several towers the first one's, unless they differ.</param>
/// <param name="Parameters">Trainable values of all that is built from it, tied ones once.</param>
/// <param name="Macs">Multiply-accumulates for one sample through one tower.</param>
public sealed record LayerAnnotation(SourceSpan Span, string Variant, string Kind, EquatableArray<string> Names, EquatableArray<string> Outputs, long Parameters, long Macs)
{
    /// <summary>The shapes, counts and sizes in one line: <c>(64, 14, 14) to (64, 1, 1), 4 layers, 111,936 parameters, 2,000,000 MACs</c>.</summary>
    public string Text
    {
        get
        {
            var parts = new List<string> { Shapes };
            if (Names.Count > 1)
            {
                parts.Add($"{Number(Names.Count)} layers");
            }

            if (Parameters > 0)
            {
                parts.Add($"{Number(Parameters)} {(Parameters == 1 ? "parameter" : "parameters")}");
            }

            if (Macs > 0)
            {
                parts.Add($"{Number(Macs)} {(Macs == 1 ? "MAC" : "MACs")}");
            }

            return string.Join(", ", parts);
        }
    }

    private string Shapes
    {
        get
        {
            string first = Outputs[0];
            string last = Outputs[Outputs.Count - 1];
            return first == last ? first : Outputs.Count == 2 ? $"{first}, {last}" : $"{first} to {last}";
        }
    }

    private static string Number(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
