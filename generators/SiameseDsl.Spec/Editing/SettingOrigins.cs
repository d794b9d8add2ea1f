using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Editing;

/// <summary>Finds for every effective value of a variant's plan the place that it comes from. Names and paths are the plan's: what a <c>repeat</c> or a block wrote once stands here as often as it is used.</summary>
public sealed class SettingOrigins
{
    private const string Tuned = "training.tune.values";

    private readonly Dictionary<string, (Origin Origin, SourceSpan Span, bool IsAbsent)> known = new(StringComparer.Ordinal);
    private readonly ModelSpec model;

    private SettingOrigins(ModelSpec model)
    {
        this.model = model;
    }

    /// <summary>The values of one variant in the plan's order; <see langword="null"/> where the file has no such variant, or one that cannot be compiled.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static IReadOnlyList<SettingOrigin>? Of(SpecFile file, string variant, CancellationToken ct = default)
    {
        FamilySpec? family = SpecBinder.Bind(file, ct).Family;
        if (family?.Variants.FirstOrDefault(candidate => candidate.Variant == variant) is not { } model)
        {
            return null;
        }

        ModelDraft draft = PlanBuilder.Build(family, model);
        if (draft.Plan.IsBroken)
        {
            return null;
        }

        var origins = new SettingOrigins(model);
        origins.AddTowers(draft);
        origins.AddChoice("head", model.Head!);
        if (draft.Logit is { } logit)
        {
            origins.AddLayers(logit, _ => "head");
        }

        origins.known["views"] = (model.Views.Origin, model.Views.Span, false);
        origins.AddChoice("loss", model.Loss!);
        origins.AddKeys("training", model.Training);
        foreach (BoundAxis axis in model.Tuned)
        {
            origins.known[$"{Tuned}.{axis.Path}"] = (axis.Origin, axis.Span, false);
        }

        return [.. draft.Plan.Resolved.Where(setting => !origins.IsOrder(setting)).Select(origins.Of)];
    }

    private SettingOrigin Of(ResolvedSetting setting)
    {
        if (!known.TryGetValue(setting.Path, out (Origin Origin, SourceSpan Span, bool IsAbsent) place))
        {
            return new SettingOrigin(setting.Path, setting.Value, Origin.Default, false, "", default);
        }

        // What is not written and has no default of its own, but a value in the plan, follows from the rest.
        bool isDerived = place.IsAbsent && setting.Value != "null";
        return new SettingOrigin(setting.Path, setting.Value, place.Origin, isDerived, place.Origin == Origin.Matrix ? AxisOf(place.Span) : "", place.Span);
    }

    // The names of a list's layers, which the lines behind it show one by one.
    private bool IsOrder(ResolvedSetting setting) => setting.Value.StartsWith("[", StringComparison.Ordinal) && !known.ContainsKey(setting.Path)
        && (setting.Path.EndsWith(".layers", StringComparison.Ordinal) || setting.Path.EndsWith(".shortcut", StringComparison.Ordinal) || setting.Path.EndsWith(".transforms", StringComparison.Ordinal) || setting.Path.Contains(".branches."));

    private string AxisOf(SourceSpan span) =>
        model.Combination.FirstOrDefault(place => span.File == place.Whole.File && span.Start >= place.Whole.Start && span.End <= place.Whole.End)?.Axis ?? "";

    private void AddTowers(ModelDraft draft)
    {
        known["sharing"] = (model.SharingSpan == SourceSpan.FileStart ? Origin.Default : Origin.Base, model.SharingSpan, false);
        known["compare"] = (Origin.Base, model.CompareSpan, false);
        BranchInput[] inputs = [.. model.Towers.SelectMany(tower => tower.Inputs)];
        for (int i = 0; i < draft.Towers.Count; i++)
        {
            string name = draft.Plan.Towers[i].Name;
            string input = model.Sharing == Sharing.Shared ? "input" : "input." + name;
            foreach (string key in (string[])["shape", "tokens.length", "tokens.vocabulary"])
            {
                known[$"{input}.{key}"] = (Origin.Base, inputs[i].ShapeSpan, false);
            }

            string own = model.Sharing == Sharing.Named ? "towers." + name : "tower";
            AddLayers(draft.Towers[i], layer => layer.Entry.Category == Category.Transform ? input : model.Sharing == Sharing.Named && layer.Plan.Tied ? "trunk" : own);
        }
    }

    private void AddLayers(ChainDraft chain, Func<LayerDraft, string> pathOf)
    {
        foreach (LayerDraft layer in chain.Layers)
        {
            string path = pathOf(layer);
            foreach (LayerDraft one in PlanBuilder.Flat(new ChainDraft { Layers = [layer], Output = chain.Output, Facts = chain.Facts, Maker = chain.Maker, IsBroken = false }))
            {
                if (!one.Plan.Fused)
                {
                    AddLayer($"{path}.{one.Plan.Name}", one.Node);
                }
            }
        }
    }

    private void AddLayer(string path, BoundNode node)
    {
        known[path] = (node.Origin, node.Span, false);
        if (node.Shared is not null)
        {
            known[path + ".shared"] = (node.Origin, node.Span, false);
        }

        if (node.Frozen is { } frozen)
        {
            known[path + ".frozen"] = (frozen.Origin, frozen.Span, false);
        }

        if (node.Init?.Nodes[0] is { } init)
        {
            AddChoice(path + ".init", init);
        }

        AddKeys(path, node);
    }

    private void AddChoice(string path, BoundNode node)
    {
        known[path] = (node.Origin, node.Span, false);
        AddKeys($"{path}.{node.Kind}", node);
    }

    private void AddKeys(string path, BoundNode node)
    {
        foreach (BoundKey key in node.Keys)
        {
            string at = $"{path}.{key.Name}";
            if (key.Argument is { } argument)
            {
                known[at] = (key.Origin, key.Span, argument.Type == ArgumentType.Null);
                continue;
            }

            bool isList = node.Entry.Keys.Any(catalog => catalog.Name == key.Name && catalog.Type == KeyType.Sections);
            for (int i = 0; i < key.Nodes.Count; i++)
            {
                BoundNode inner = key.Nodes[i];
                if (isList)
                {
                    AddKeys($"{at}.{(i + 1).ToString(CultureInfo.InvariantCulture)}", inner);
                }
                else if (inner.Entry.Category == Category.Section)
                {
                    AddKeys(at, inner);
                }
                else if (inner.Entry.Category == Category.Augmentation)
                {
                    known[at] = (key.Origin, key.Span, false);
                    AddKeys($"{at}.{inner.Kind}", inner);
                }
                else if (inner.Entry.Category != Category.Layer)
                {
                    AddChoice(at, inner);
                }
            }
        }
    }
}
