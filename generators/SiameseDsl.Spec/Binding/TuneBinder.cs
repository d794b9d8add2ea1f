using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds <c>training.tune.values</c>: each path against the variant's own training and loss, each value against the type and range of what the path leads to.</summary>
internal sealed class TuneBinder(NodeBinder binder, FindingBag findings)
{
    private static readonly CatalogEntry Range = SpecCatalog.Section("tune_range");

    private readonly ValueBinder values = new(findings);

    /// <summary>The settings that a variant tunes; none where it does not tune. What a variant inherits and its own kinds do not have is left out with a note.</summary>
    public IReadOnlyList<BoundAxis> Bind(YamlMapping tree, BoundNode training, BoundNode? loss, bool isBase)
    {
        if (training["tune"].Nodes.Count == 0 || training["tune"].Nodes[0].IsBroken || Inside(Inside(tree, "training"), "tune") is not { } tune || tune.Find("values") is not { } written)
        {
            return [];
        }

        if (binder.Resolve(written.Value) is not YamlMapping map)
        {
            findings.Add(SchemaRules.WrongType, written.Value.Span, $"'values' must be a mapping from paths to lists or ranges, such as 'training.optimizer.lr: [0.001, 0.003]', not {written.Value.Description}.");
            return [];
        }

        var axes = new List<BoundAxis>(map.Entries.Count);
        foreach (YamlEntry entry in map.Entries)
        {
            var path = new TunePath(entry, training, loss);
            if (path.Problem is { } problem)
            {
                Report(entry, path, problem, training, loss, isBase);
            }
            else if (axes.Exists(other => other.Path == path.Whole))
            {
                findings.Add(TrainingRules.TunedPath, entry.KeySpan, $"'{path.Whole}' is tuned twice; give all its values in one place.");
            }
            else if (BindAxis(entry, path) is { } axis)
            {
                axes.Add(axis);
            }
        }

        return axes;
    }

    private void Report(YamlEntry entry, TunePath path, string problem, BoundNode training, BoundNode? loss, bool isBase)
    {
        // A broken part is reported where it stands; the path is not to blame.
        if (path.IsBlameless)
        {
            findings.RepeatError();
            return;
        }

        BoundNode? changed = isBase || binder.OriginOf(entry.KeySpan) == Origin.Variant ? null : path.Root == "loss" ? loss : path.Choice(training);
        if (changed?.Origin == Origin.Variant)
        {
            findings.Add(TrainingRules.TunedPathLeftOut, changed.Span, $"The inherited tuning of '{entry.Key}' is left out, because '{changed.Kind}' has no such setting; other settings are tuned as before.");
            return;
        }

        findings.Add(TrainingRules.TunedPath, entry.KeySpan, problem, path.Fix);
    }

    private BoundAxis? BindAxis(YamlEntry entry, TunePath path)
    {
        CatalogKey key = path.Key!;
        switch (binder.Resolve(entry.Value))
        {
            case YamlSequence { Items.Count: > 0 } list:
                var candidates = new List<Argument>(list.Items.Count);
                int errors = findings.Errors;
                foreach (YamlNode item in list.Items)
                {
                    if (values.Bind(key, item, entry.KeySpan, binder.Resolve) is not { } value)
                    {
                        continue;
                    }

                    if (candidates.Contains(value))
                    {
                        findings.Add(TrainingRules.TunedPath, item.Span, $"The value {value.Text} of '{key.Name}' stands here twice; remove one.");
                    }

                    candidates.Add(value);
                }

                return findings.Errors > errors ? null : Axis(path, list.Span, candidates);
            case YamlMapping range:
                return BindRange(entry, path, key, range);
            case null:
                return null;
            default:
                findings.Add(SchemaRules.WrongType, entry.Value.Span.End > entry.Value.Span.Start ? entry.Value.Span : entry.KeySpan, $"'{entry.Key}' must be tuned over a list of values or a range {{ from: ..., to: ... }}, not {entry.Value.Description}.");
                return null;
        }
    }

    private BoundAxis? BindRange(YamlEntry entry, TunePath path, CatalogKey key, YamlMapping range)
    {
        int errors = findings.Errors;
        binder.ReportUnknownKeys(Range, range);
        Argument? from = End(range, entry, key, "from");
        Argument? to = End(range, entry, key, "to");
        bool logarithmic = binder.BindKey(Range, 2, range.Find("scale"), range.Span, allowsShared: false).Argument!.Text == "log";
        if (findings.Errors > errors)
        {
            return null;
        }

        if (from!.AsNumber() >= to!.AsNumber())
        {
            findings.Add(SchemaRules.OutOfRange, range.Find("to")!.Value.Span, $"'to' is {to.Text} and 'from' is {from.Text}; 'to' must be larger.");
            return null;
        }

        if (logarithmic && from.AsNumber() <= 0)
        {
            findings.Add(SchemaRules.OutOfRange, range.Find("from")!.Value.Span, $"'from' is {from.Text}; a range drawn by ratios must begin above 0.");
            return null;
        }

        return Axis(path, range.Span, [from, to], isRange: true, logarithmic);
    }

    // Both ends are values of the setting, with its type and its range.
    private Argument? End(YamlMapping range, YamlEntry entry, CatalogKey key, string name)
    {
        if (range.Find(name) is { Value.IsNull: false } end)
        {
            return values.Bind(key with { Name = name }, end.Value, end.KeySpan, binder.Resolve);
        }

        findings.Add(SchemaRules.MissingKey, entry.KeySpan, $"The range of '{entry.Key}' needs the key '{name}'.");
        return null;
    }

    private BoundAxis Axis(TunePath path, SourceSpan span, IReadOnlyList<Argument> candidates, bool isRange = false, bool isLogarithmic = false) => new()
    {
        Path = path.Whole,
        Owner = path.Owner,
        Kind = path.Kind,
        Key = path.Key!,
        Values = candidates,
        Span = span,
        Origin = binder.OriginOf(span),
        IsRange = isRange,
        IsLogarithmic = isLogarithmic,
    };

    private YamlMapping? Inside(YamlMapping? mapping, string key) => mapping?.Find(key) is { } entry ? binder.Resolve(entry.Value) as YamlMapping : null;
}
