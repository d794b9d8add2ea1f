using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans;

/// <summary>Lays a plan out as flat <c>path = value</c> lines in a fixed order, and hashes them. Holds what can change a run's numbers or the names of its weights, and nothing else:
/// no names of family and variant, no summaries, no expectations.</summary>
internal sealed class ResolvedSettings
{
    private readonly List<ResolvedSetting> settings = [];

    private readonly ComponentPlan init;

    private ResolvedSettings(ComponentPlan init)
    {
        this.init = init;
    }

    /// <summary>The lines of a plan.</summary>
    public static EquatableArray<ResolvedSetting> Of(Sharing sharing, IReadOnlyList<TowerPlan> towers, IReadOnlyList<TowerPair> compared, HeadPlan head, string views, ComponentPlan loss, TrainingPlan training)
    {
        var lines = new ResolvedSettings(training.Init);
        lines.Add("sharing", sharing switch { Sharing.Shared => "shared", Sharing.Separate => "separate", Sharing.Partial => "partial", _ => "named" });
        lines.AddTowers(sharing, towers);
        if (towers.Count > 2 || compared[0].Left > compared[0].Right)
        {
            // What two towers are is said by their order alone.
            lines.Add("compare", "[" + string.Join(", ", compared.Select(pair => $"[{towers[pair.Left].Name}, {towers[pair.Right].Name}]")) + "]");
        }

        lines.Add("head", head.Kind);
        lines.AddArguments("head." + head.Kind, head.Arguments);
        if (SpecCatalog.Find(Category.Head, head.Kind) is HeadEntry { TakesLayers: true })
        {
            lines.AddLayers("head", "head." + head.Kind + ".layers", head.Layers, static _ => true, withTies: false);
        }

        if (views != ModelPlan.OneView)
        {
            lines.Add("views", views);
        }

        lines.AddComponent("loss", loss);
        lines.AddComponent("training.optimizer", training.Optimizer);
        lines.AddComponent("training.batch", training.Batch);
        lines.AddComponent("training.schedule", training.Schedule);
        lines.Add("training.augment", "[" + string.Join(", ", training.Augment.Select(component => component.Kind)) + "]");
        foreach (ComponentPlan augmentation in training.Augment)
        {
            lines.AddArguments("training.augment." + augmentation.Kind, augmentation.Arguments);
        }

        lines.AddComponent("training.init", training.Init);
        lines.Add("training.epochs", Text(training.Epochs));
        lines.AddSection("training.early_stop", training.EarlyStop);
        lines.Add("training.clip_norm", training.ClipNorm?.Text ?? "null");
        lines.Add("training.clip_value", training.ClipValue?.Text ?? "null");
        lines.Add("training.accumulate", Text(training.Accumulate));
        lines.AddSection("training.ema", training.Ema);
        lines.Add("training.precision", training.Precision);
        lines.AddSection("training.tune", training.Tune?.Settings);
        foreach (TuneAxisPlan axis in training.Tune?.Axes ?? default)
        {
            lines.Add("training.tune.values." + axis.Path, axis.Text);
        }

        lines.Add("training.seed", Text(training.Seed));
        lines.Add("training.threads", Text(training.Threads));
        return new EquatableArray<ResolvedSetting>([.. lines.settings]);
    }

    /// <summary>SHA-256 over the lines, lower-case hex.</summary>
    public static string Hash(EquatableArray<ResolvedSetting> settings)
    {
        var text = new StringBuilder(settings.Count * 32);
        foreach (ResolvedSetting setting in settings)
        {
            text.Append(setting.Path).Append(" = ").Append(setting.Value).Append('\n');
        }

        using var sha = SHA256.Create();
        byte[] digest = sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()));
        var hex = new char[digest.Length * 2];
        for (int i = 0; i < digest.Length; i++)
        {
            hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
            hex[(2 * i) + 1] = "0123456789abcdef"[digest[i] & 15];
        }

        return new string(hex);
    }

    private void AddTowers(Sharing sharing, IReadOnlyList<TowerPlan> towers)
    {
        foreach (TowerPlan tower in towers)
        {
            string path = sharing == Sharing.Shared ? "input" : "input." + tower.Name;
            if (tower.Vocabulary is long vocabulary)
            {
                Add(path + ".tokens.length", Text(tower.InputShape[0]));
                Add(path + ".tokens.vocabulary", Text(vocabulary));
            }
            else
            {
                Add(path + ".shape", Shape.Text(tower.InputShape).Replace('(', '[').Replace(')', ']'));
            }

            if (sharing != Sharing.Shared)
            {
                AddLayers(path, path + ".transforms", tower.Layers, static layer => IsTransform(layer), withTies: false);
            }
        }

        switch (sharing)
        {
            case Sharing.Named:
                foreach (TowerPlan tower in towers)
                {
                    AddLayers("towers." + tower.Name, "towers." + tower.Name + ".layers", tower.Layers, static layer => !IsTransform(layer) && !layer.Tied, withTies: false);
                }

                AddLayers("trunk", "trunk.layers", towers[0].Layers, static layer => !IsTransform(layer) && layer.Tied, withTies: false);
                break;
            default:
                // Separate and partial towers have the same layers, so one list says it.
                AddLayers("tower", "tower.layers", towers[0].Layers, static layer => !IsTransform(layer), withTies: sharing == Sharing.Partial);
                break;
        }
    }

    private static bool IsTransform(LayerPlan layer) => layer.Kind is "rotate" or "invert" or "resize";

    private void AddLayers(string path, string listPath, EquatableArray<LayerPlan> layers, Func<LayerPlan, bool> counts, bool withTies)
    {
        var names = new StringBuilder("[");
        foreach (LayerPlan layer in layers)
        {
            if (counts(layer) && !layer.Fused)
            {
                names.Append(names.Length > 1 ? ", " : "").Append(layer.Name);
            }
        }

        // The list gives the order; without it two layers of different kinds could change places unseen.
        Add(listPath, names.Append(']').ToString());
        foreach (LayerPlan layer in layers)
        {
            // An activation inside a layer stands among that layer's keys.
            if (!counts(layer) || layer.Fused)
            {
                continue;
            }

            string own = path + "." + layer.Name;
            Add(own, layer.Kind);
            AddArguments(own, layer.Arguments);
            if (layer.Init is { } begin && begin != init)
            {
                AddComponent(own + ".init", begin);
            }

            if (layer.Frozen)
            {
                Add(own + ".frozen", "true");
            }

            if (withTies && layer.Field is not null)
            {
                Add(own + ".shared", layer.TiedBetween.Count > 0 ? "[" + string.Join(", ", layer.TiedBetween) + "]" : layer.Tied ? "true" : "false");
            }

            for (int i = 0; i < layer.Branches.Count; i++)
            {
                AddLayers(path, own + BranchName(layer, i), layer.Branches[i].Layers, static _ => true, withTies);
            }
        }
    }

    private static string BranchName(LayerPlan layer, int branch) =>
        layer.Kind != "residual" ? ".branches." + Text(branch + 1) : branch == 0 ? ".layers" : ".shortcut";

    private void AddComponent(string path, ComponentPlan component)
    {
        Add(path, component.Kind);
        AddArguments(path + "." + component.Kind, component.Arguments);
        AddParts(path + "." + component.Kind, component.Parts);
    }

    private void AddParts(string path, EquatableArray<PartPlan> parts)
    {
        foreach (PartPlan part in parts)
        {
            if (part.Index == 0)
            {
                AddComponent(path + "." + part.Key, part.Component);
                continue;
            }

            string element = path + "." + part.Key + "." + Text(part.Index);
            AddArguments(element, part.Component.Arguments);
            AddParts(element, part.Component.Parts);
        }
    }

    private void AddSection(string path, ComponentPlan? section)
    {
        if (section is null)
        {
            Add(path, "null");
        }
        else
        {
            AddArguments(path, section.Arguments);
        }
    }

    private void AddArguments(string path, EquatableArray<Argument> arguments)
    {
        foreach (Argument argument in arguments)
        {
            Add(path + "." + argument.Name, argument.Type switch
            {
                ArgumentType.Null => "null",
                ArgumentType.Integers => "[" + argument.Text.Replace(",", ", ") + "]",
                _ => argument.Text,
            });
        }
    }

    private void Add(string path, string value) => settings.Add(new ResolvedSetting(path, value));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
