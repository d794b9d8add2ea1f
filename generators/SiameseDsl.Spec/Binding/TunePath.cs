using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>A path under <c>training.tune.values</c>, followed through a variant's training or loss to the number that it names. The kind may be named in it or left out.</summary>
internal sealed class TunePath
{
    private readonly string[] segments;

    /// <summary>Follows the path.</summary>
    public TunePath(YamlEntry entry, BoundNode training, BoundNode? loss)
    {
        segments = entry.Key.Split('.');
        Whole = entry.Key;
        if (Root is not ("training" or "loss"))
        {
            Fail(Root, "'tune'", ["training", "loss"]);
        }
        else if (Root == "loss" && loss is null)
        {
            (Problem, IsBlameless) = ("", true);
        }
        else if (Root == "loss")
        {
            Owner = "loss";
            Follow(loss!, 1, "loss");
        }
        else
        {
            FollowTraining(training);
        }
    }

    /// <summary>The first segment.</summary>
    public string Root => segments[0];

    /// <summary>The path with the kind in it.</summary>
    public string Whole { get; private set; }

    /// <summary>As <see cref="BoundAxis.Owner"/>.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>As <see cref="BoundAxis.Kind"/>.</summary>
    public string Kind { get; private set; } = "training";

    /// <summary>The key that the path ends at; <see langword="null"/> with a problem.</summary>
    public CatalogKey? Key { get; private set; }

    /// <summary>What is wrong with the path, as a sentence; <see langword="null"/> where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The path repaired, where that is obvious.</summary>
    public string? Fix { get; private set; }

    /// <summary>Whether the path ends at something that is broken itself.</summary>
    public bool IsBlameless { get; private set; }

    /// <summary>The choice under <c>training</c> that the path enters, or <see langword="null"/>.</summary>
    public BoundNode? Choice(BoundNode training)
    {
        foreach (BoundKey key in training.Keys)
        {
            if (segments.Length > 1 && key.Name == segments[1] && key.Nodes.Count == 1)
            {
                return key.Nodes[0];
            }
        }

        return null;
    }

    private void FollowTraining(BoundNode training)
    {
        var known = new List<string>();
        foreach (CatalogKey key in training.Entry.Keys)
        {
            if (key.Tunable)
            {
                known.Add(key.Name);
            }

            if (segments.Length < 2 || key.Name != segments[1])
            {
                continue;
            }

            if (!key.Tunable)
            {
                Problem = $"'{Whole}' cannot be tuned: it decides what is trained or for how long, not how; what can be tuned under 'training' is {string.Join(", ", training.Entry.Keys.Where(other => other.Tunable).Select(other => other.Name))}.";
            }
            else if (training[key.Name].Nodes.Count == 1)
            {
                Owner = key.Name;
                Follow(training[key.Name].Nodes[0], 2, "training." + key.Name);
            }
            else if (training[key.Name].Argument is null)
            {
                Problem = $"'{Whole}' cannot be tuned, because there is no '{key.Name}' here; set it, for example with '{key.Name}: {{}}'.";
            }
            else if (segments.Length > 2)
            {
                Fail(segments[2], $"'{key.Name}'", []);
            }
            else
            {
                (Key, Whole) = (key, "training." + key.Name);
            }

            return;
        }

        Fail(segments.Length < 2 ? "" : segments[1], "'training'", known);
    }

    private void Follow(BoundNode node, int index, string before)
    {
        if (node.IsBroken)
        {
            (Problem, IsBlameless) = ("", true);
            return;
        }

        Kind = node.Kind;
        bool isKind = node.Entry.Category != Category.Section;
        string place = isKind ? before + "." + node.Kind : before;
        int inside = isKind && index < segments.Length && segments[index] == node.Kind ? index + 1 : index;
        var known = new List<string>();
        foreach (CatalogKey key in node.Entry.Keys)
        {
            if (key.Type is not (KeyType.Number or KeyType.Integer))
            {
                continue;
            }

            known.Add(key.Name);
            if (inside == segments.Length - 1 && segments[inside] == key.Name)
            {
                (Key, Whole) = (key, place + "." + key.Name);
                return;
            }
        }

        Fail(inside < segments.Length ? segments[inside] : "", $"'{node.Kind}'", known);
    }

    private void Fail(string segment, string place, IReadOnlyList<string> known)
    {
        string? nearest = segment.Length == 0 ? null : NearestName.Find(segment, known);
        string clause = known.Count == 0 ? "; no number lies below it." : NearestName.Clause(nearest, known);
        Fix = nearest is null || segments[segments.Length - 1] != segment ? null : string.Join(".", segments.Take(segments.Length - 1)) + "." + nearest;
        Problem = segment.Length == 0
            ? $"The tuned path '{Whole}' ends at {place}, which is no number; name one of its settings ({string.Join(", ", known)})."
            : $"The tuned path '{Whole}' leads nowhere: {place} has no number '{YamlScalar.Shorten(segment)}'{clause}";
    }
}
