using System.Globalization;
using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Generator.Tests.Fuzzing;

/// <summary>Writes whole specs from nothing but the catalog, so that a new kind or key is drawn as soon as the catalog knows it: mostly values in their range, now and then one outside.</summary>
internal sealed class CatalogSpecs(Random random)
{
    // Beyond it nothing nests any more.
    private const int Deepest = 3;

    private static readonly string[] Inputs = ["shape: [1, 16, 16]", "shape: [1, 16, 16]", "shape: [3, 9, 12]", "shape: [24]", "shape: [24]", "shape: [4, 20]", "shape: [2, 6, 8, 8]", "tokens: { length: 6, vocabulary: 9 }"];

    private static readonly string[] Strange = ["-1", "0", "1e400", ".nan", "-.inf", "null", "true", "''", "[]", "{}", "[[]]", "2147483648", "9223372036854775808", "0x10", "1_000", "$none", "ä", "\"\\u0000\""];

    // Heads with a loss that takes them: without pairs that fit hardly a spec would be accepted.
    private static readonly (string Head, string Loss)[] Pairs =
    [
        ("euclidean", "contrastive"), ("euclidean", "triplet"), ("cosine", "nt_xent"), ("squared_euclidean", "prototypical"),
        ("{ l1: { layers: [dense: 1] } }", "bce"), ("{ euclidean: { calibrated: true } }", "bce"), ("{ product: { layers: [{ dense: 3 }, relu, { dense: 1 }] } }", "bce"),
    ];

    /// <summary>One spec as YAML.</summary>
    public string Next()
    {
        StringBuilder yaml = new();
        string input = Pick(Inputs);
        yaml.Append(CultureInfo.InvariantCulture, $"siamese: 1\nmodel: Fuzzed\ninput: {{ {input} }}\n");
        if (random.Next(4) == 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"sharing: {Pick("shared", "separate", "partial")}\n");
        }

        // Nothing but a table takes tokens.
        yaml.Append(input[0] == 't' ? "tower:\n  - embedding: 5\n" : "tower:\n");
        for (int i = random.Next(4); i > 0; i--)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {Component(Category.Layer, 0)}\n");
        }

        yaml.Append("  - flatten\n  - dense: { name: embedding, units: 6 }\n");
        (string head, string loss) = Objective();
        yaml.Append(CultureInfo.InvariantCulture, $"head: {head}\nloss: {loss}\n");
        if (random.Next(2) == 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"training: {Section("training", 0)}\n");
        }

        if (random.Next(3) == 0)
        {
            AppendVariants(yaml);
        }

        return yaml.ToString();
    }

    private (string Head, string Loss) Objective() => random.Next(3) == 0 ? (Component(Category.Head, 0), Component(Category.Loss, 0)) : Pick(Pairs);

    private void AppendVariants(StringBuilder yaml)
    {
        yaml.Append("variants:\n");
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            (string head, string loss) = Objective();
            yaml.Append(CultureInfo.InvariantCulture, $"  v{i}:\n    head: {head}\n    loss: {loss}\n");
            if (random.Next(2) == 0)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"    {Pick("tower.embedding.units: 3", "training.epochs: 2", "training.optimizer.adam.lr: 0.01", "tower.embedding: null", "training: null", "loss.margin: 0.4")}\n");
            }
        }
    }

    /// <summary>A kind of the category in one of its notations: bare, with its main value, with keys.</summary>
    private string Component(Category category, int depth)
    {
        IReadOnlyList<string> kinds = SpecCatalog.Kinds(category);
        CatalogEntry entry = SpecCatalog.Find(category, kinds[random.Next(kinds.Count)])!;
        if (depth >= Deepest && entry.Keys.Any(key => key.Type is KeyType.Layers or KeyType.LayerLists))
        {
            return "relu";
        }

        CatalogKey[] keys = [.. entry.Keys.Where(key => key.Required || random.Next(4) == 0)];
        if (keys.Length == 0)
        {
            return entry.Kind;
        }

        return keys.Length == 1 && keys[0].Name == entry.MainKey && random.Next(2) == 0
            ? $"{{ {entry.Kind}: {Value(keys[0], depth + 1)} }}"
            : $"{{ {entry.Kind}: {Mapping(keys, depth + 1)} }}";
    }

    private string Section(string name, int depth) => Mapping([.. SpecCatalog.Section(name).Keys.Where(key => key.Required || random.Next(4) == 0)], depth + 1);

    private string Mapping(CatalogKey[] keys, int depth) => $"{{ {string.Join(", ", keys.Select(key => $"{key.Name}: {Value(key, depth)}"))} }}";

    private string Value(CatalogKey key, int depth)
    {
        if (random.Next(60) == 0)
        {
            return Pick(Strange);
        }

        if (key.Values.Count > 0 && (key.Type == KeyType.Enum || random.Next(4) == 0))
        {
            return key.Values[random.Next(key.Values.Count)];
        }

        return key.Type switch
        {
            KeyType.Integer => Integer(key),
            KeyType.Number => Number(key),
            KeyType.Boolean => Pick("true", "false"),
            KeyType.Integers => random.Next(2) == 0 && key.Repeat > 0 ? Integer(key) : $"[{string.Join(", ", Many(key.Repeat > 0 ? key.Repeat : random.Next(1, 4), () => Integer(key)))}]",
            KeyType.Layers => $"[{string.Join(", ", Many(random.Next(1, 3), () => Component(Category.Layer, depth)))}]",
            KeyType.LayerLists => $"[{string.Join(", ", Many(2, () => $"[{Component(Category.Layer, depth)}]"))}]",
            KeyType.Choice => Component(key.Choice!.Value, depth),
            KeyType.Choices => $"[{string.Join(", ", Many(random.Next(1, 3), () => Component(key.Choice!.Value, depth)))}]",
            KeyType.Section => Section(key.Section!, depth),
            KeyType.Sections => $"[{string.Join(", ", Many(random.Next(1, 3), () => Section(key.Section!, depth)))}]",
            KeyType.TypeName => Pick("App.Squeeze", "Squeeze", "A<B>", "App.", "1a"),
            KeyType.Values => Pick("{}", "{ ratio: 4 }", "{ a-b: 1 }", "{ x: [1, 2], y: text, z: 0.5 }", "[1]"),
            KeyType.Map => Pick("{}", "{ left: 1 }", "{ loss.margin: [0.5, 1] }"),
            _ => Pick("text", "1", "[1, 2]", "{ a: 1 }"),
        };
    }

    // Small, where the range allows it: large sizes do not fit one another.
    private string Integer(CatalogKey key)
    {
        double lowest = key.Minimum ?? 0;
        double highest = Math.Min(key.Maximum ?? double.MaxValue, lowest + random.Next(1, 9));
        return Math.Round(lowest + ((highest - lowest) * random.NextDouble())).ToString("0", CultureInfo.InvariantCulture);
    }

    private string Number(CatalogKey key)
    {
        double lowest = key.Minimum ?? -1;
        double highest = Math.Min(key.Maximum ?? double.MaxValue, lowest + 1);
        return (lowest + ((highest - lowest) * (0.01 + (0.98 * random.NextDouble())))).ToString("0.#####", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Many(int count, Func<string> one) => Enumerable.Range(0, count).Select(_ => one());

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
