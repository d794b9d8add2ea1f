using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Cli.Describing;

/// <summary>Binds the spec that a model was compiled from anew, and lists every effective value with the place it comes from.</summary>
internal static class EffectiveValues
{
    /// <exception cref="SiameseException">The assembly does not carry the spec's text, or the text no longer has the variant.</exception>
    public static IReadOnlyList<EffectiveValue> Of(ModelEntry entry, CancellationToken cancellationToken) =>
        Of(entry.Variant, CarriedSpec.Of(entry), cancellationToken, entry.Plan.Resolved);

    /// <summary>The values of one variant of a spec.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="file">The spec.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="resolved">The resolved settings of the plan, which hold the defaults that follow from the rest of the model.</param>
    /// <exception cref="SiameseException">The text has no such variant.</exception>
    public static IReadOnlyList<EffectiveValue> Of(string variant, SpecFile file, CancellationToken cancellationToken, IEnumerable<KeyValuePair<string, string>>? resolved = null)
    {
        FamilySpec? family = SpecBinder.Bind(file, cancellationToken).Family;
        ModelSpec model = family?.Variants.FirstOrDefault(candidate => candidate.Variant == variant)
            ?? throw new SiameseException($"The spec '{file.Path}' that the program carries has no variant '{variant}'; build the program again.");
        var walk = new Walk(model, new Dictionary<string, string>(resolved ?? [], StringComparer.Ordinal));
        foreach (BoundTower tower in model.Towers)
        {
            foreach (BranchInput input in tower.Inputs)
            {
                string at = model.Towers.Count == 1 && tower.Inputs.Count == 1 ? "input" : $"input.{input.Name}";
                if (input.Vocabulary is { } vocabulary)
                {
                    walk.Add($"{at}.tokens", $"{{ length: {input.Shape[0]}, vocabulary: {vocabulary} }}", Origin.Base, input.ShapeSpan);
                }
                else
                {
                    walk.Add($"{at}.shape", $"[{string.Join(", ", input.Shape)}]", Origin.Base, input.ShapeSpan);
                }

                walk.Layers(at, input.Transforms);
            }

            walk.Layers(tower.Name, tower.Layers);
        }

        walk.Layers("trunk", model.Trunk);
        walk.Add("sharing", model.Sharing.ToString().ToLowerInvariant(), model.SharingSpan == SourceSpan.FileStart ? Origin.Default : Origin.Base, model.SharingSpan);
        walk.Choice("head", model.Head);
        walk.Choice("loss", model.Loss);
        walk.Keys("training", model.Training);
        return walk.Values;
    }

    private sealed class Walk(ModelSpec model, Dictionary<string, string> resolved)
    {
        private const string TunedValues = "training.tune.values";

        private readonly List<EffectiveValue> values = [];

        public IReadOnlyList<EffectiveValue> Values => values;

        public void Add(string path, string value, Origin origin, SourceSpan span) => values.Add(new EffectiveValue(
            path,
            value,
            origin switch { Origin.Variant => ValueOrigin.Variant, Origin.Matrix => ValueOrigin.Matrix, Origin.Base => ValueOrigin.Base, _ => ValueOrigin.Default },
            origin == Origin.Matrix ? AxisOf(span) : model.Variant,
            origin == Origin.Default ? null : span.StartLine + 1));

        private string AxisOf(SourceSpan span) =>
            model.Combination.FirstOrDefault(place => span.Start >= place.Whole.Start && span.End <= place.Whole.End)?.Axis ?? "";

        // What follows from the rest of the model is known to the plan only.
        private void AddAbsent(string path, Origin origin, SourceSpan span)
        {
            if (resolved.TryGetValue(path, out string? value) && value != "null")
            {
                values.Add(new EffectiveValue(path, value, ValueOrigin.Derived, model.Variant, null));
            }
            else
            {
                Add(path, "-", origin, span);
            }
        }

        public void Layers(string path, IReadOnlyList<BoundNode> layers)
        {
            for (int i = 0; i < layers.Count; i++)
            {
                BoundNode layer = layers[i];
                string at = layer.Name is null ? $"{path}[{i}]" : $"{path}.{layer.Name}";
                Add(at, layer.Kind, layer.Origin, layer.Span);
                if (layer.Shared is { } shared)
                {
                    Add($"{at}.shared", shared ? "true" : "false", layer.Origin, layer.Span);
                }

                if (layer.Frozen is { } frozen)
                {
                    Add($"{at}.frozen", frozen.Argument!.Text, frozen.Origin, frozen.Span);
                }

                Choice($"{at}.init", layer.Init?.Nodes[0]);
                Keys(at, layer);
            }
        }

        public void Choice(string path, BoundNode? choice)
        {
            if (choice is not null)
            {
                Add(path, choice.Kind, choice.Origin, choice.Span);
                Keys($"{path}.{choice.Kind}", choice);
            }
        }

        public void Keys(string path, BoundNode node)
        {
            foreach (BoundKey key in node.Keys)
            {
                string at = $"{path}.{key.Name}";
                if (key.Argument is { Type: Spec.Plans.ArgumentType.Null })
                {
                    AddAbsent(at, key.Origin, key.Span);
                }
                else if (key.Argument is { } argument)
                {
                    Add(at, argument.Text, key.Origin, key.Span);
                }
                else if (key.Nodes.Count > 0 && IsListOfMappings(node, key))
                {
                    for (int i = 0; i < key.Nodes.Count; i++)
                    {
                        Keys($"{at}.{i + 1}", key.Nodes[i]);
                    }
                }
                else if (at == TunedValues)
                {
                    Tuned();
                }
                else if (key.Lists.Count > 0)
                {
                    for (int i = 0; i < key.Lists.Count; i++)
                    {
                        Layers($"{at}.{i + 1}", key.Lists[i]);
                    }
                }
                else if (key.Nodes.Count == 0)
                {
                    Add(at, "-", key.Origin, key.Span);
                }
                else if (key.Nodes.Count == 1 && key.Nodes[0].Entry.Category is not (Spec.Catalog.Category.Layer or Spec.Catalog.Category.Augmentation))
                {
                    Nested(at, key.Nodes[0]);
                }
                else
                {
                    Layers(at, key.Nodes);
                }
            }
        }

        private static bool IsListOfMappings(BoundNode owner, BoundKey key) => owner.Entry.Keys.Any(known => known.Name == key.Name && known.Type == Spec.Catalog.KeyType.Sections);

        private void Tuned()
        {
            foreach (BoundAxis axis in model.Tuned)
            {
                Add($"{TunedValues}.{axis.Path}", axis.Text, axis.Origin, axis.Span);
            }
        }

        private void Nested(string path, BoundNode node)
        {
            if (node.Entry.Category == Spec.Catalog.Category.Section)
            {
                Keys(path, node);
            }
            else
            {
                Choice(path, node);
            }
        }
    }
}
