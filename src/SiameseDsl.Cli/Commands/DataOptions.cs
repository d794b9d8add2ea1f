using System.CommandLine;
using System.Globalization;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Commands;

/// <summary>Options that say which data, where it lies and how it is split.</summary>
internal sealed class DataOptions
{
    private const string Default = "glyphs";
    private const string Random = "random:";

    private readonly Option<string> data;
    private readonly Option<string?> root = new("--data-root") { Description = "Where data sets lie; else SIAMESE_DATA, else the user's cache folder." };
    private readonly Option<string?> holdout = new("--holdout-classes") { Description = "Classes kept for test only: names such as 7,8,9, or random:3 for three random ones, seed s taking split s." };
    private readonly Option<string?> split = new("--split") { Description = "Training/validation/test classes of a folder or a CSV file, such as 30/0/10; seed s then tests on fold s." };
    private readonly Option<string?> labelColumn = new("--label-column") { Description = "The column of a CSV file that holds the labels, by name or by number from 1; 'label' by default, else the only column of words, else the last." };
    private readonly Option<bool> trainAll = new("--train-all") { Description = "Omniglot: train on all 30 background alphabets." };

    public DataOptions(bool required)
    {
        data = new Option<string>("--data") { Description = "glyphs, mnist, fashion-mnist, kmnist, omniglot, folder:PATH, csv:PATH.", Required = required };
        if (!required)
        {
            data.DefaultValueFactory = _ => Default;
        }
    }

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(root);
        command.Add(holdout);
        command.Add(split);
        command.Add(labelColumn);
        command.Add(trainAll);
    }

    /// <summary>Whether each seed has a split of its own.</summary>
    public bool DependsOnSeed(CommandContext context) => context.Get(split) is not null || IsRandom(context.Get(holdout));

    /// <summary>Loads the data for a model.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="plan">The model, whose input says how images are read.</param>
    /// <param name="seed">The run's seed, which chooses the fold of a split in classes and the random classes to hold out.</param>
    /// <exception cref="SiameseException">There is no such data, or it is damaged or too small.</exception>
    public DataSplit Load(CommandContext context, ModelGraph plan, long seed) => Load(context, Arguments(context), context.Get(data)!, plan, seed);

    /// <summary>Loads the data for a run: what the command line does not say is taken from the run's record, so that the same parts are meant.</summary>
    /// <exception cref="SiameseException">There is no such data, or it is damaged or too small.</exception>
    public DataSplit LoadLike(CommandContext context, ModelGraph plan, RunDirectory run)
    {
        string name = context.Get(data)!;
        var arguments = Arguments(context).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        bool sameData = run.Record.Identity.Data == name;
        foreach ((string option, string value) in run.Record.DataArguments)
        {
            bool isGone = option == root.Name && !Directory.Exists(value);
            if ((sameData || option == root.Name) && !isGone)
            {
                arguments.TryAdd(option, value);
            }
        }

        return Load(context, [.. arguments], name, plan, run.Record.Identity.Seed);
    }

    /// <summary>The data root for Omniglot's official runs: what the command line does not say is taken from the run's record.</summary>
    /// <exception cref="UsageException">The command line names other data.</exception>
    public string? OmniglotRootLike(CommandContext context, RunDirectory run)
    {
        if (context.Get(data) is { } name and not "omniglot")
        {
            throw new UsageException($"The official runs are Omniglot's, but --data says {name}; write --data omniglot.");
        }

        return context.Get(root) ?? run.Record.DataArguments.FirstOrDefault(pair => pair.Key == root.Name && Directory.Exists(pair.Value)).Value;
    }

    /// <summary>What the command line says about the data, beside its name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments(CommandContext context)
    {
        var arguments = new List<KeyValuePair<string, string>>();
        Add(root.Name, context.Get(root));
        Add(holdout.Name, context.Get(holdout));
        Add(split.Name, context.Get(split));
        Add(labelColumn.Name, context.Get(labelColumn));
        Add(trainAll.Name, context.Get(trainAll) ? "true" : null);
        return arguments;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                arguments.Add(new(name, value));
            }
        }
    }

    private static bool IsRandom(string? held) => held?.StartsWith(Random, StringComparison.Ordinal) == true;

    private static int RandomCount(string held) => int.TryParse(held.AsSpan(Random.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
        ? count
        : throw new UsageException($"--holdout-classes {held} names no number of classes; write for example random:3.");

    private DataSplit Load(CommandContext context, IReadOnlyList<KeyValuePair<string, string>> arguments, string name, ModelGraph plan, long seed)
    {
        var display = new DownloadDisplay(context.Terminal);
        string? held = Find(holdout.Name);
        var request = new DataRequest
        {
            Name = name,
            Root = Find(root.Name),
            InputShape = plan.InputShape,
            Vocabulary = plan.Towers[0].Vocabulary,
            HoldoutClasses = IsRandom(held) ? [] : held?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            RandomHoldout = IsRandom(held) ? RandomCount(held!) : 0,
            Split = Find(split.Name) is { } text ? ClassSplit.Parse(text) : null,
            LabelColumn = Find(labelColumn.Name),
            TrainAll = Find(trainAll.Name) is not null,
            Seed = seed,
        };
        DataSplit loaded = DataSets.Load(request, display, context.Cancellation);
        display.Close();
        return loaded;

        string? Find(string option) => arguments.FirstOrDefault(pair => pair.Key == option).Value;
    }
}
