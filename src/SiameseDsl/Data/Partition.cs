using System.Security.Cryptography;
using System.Text;

namespace SiameseDsl.Data;

/// <summary>Samples and which of them belong to each part, before anything becomes a tensor.</summary>
internal sealed record Partition(SampleTable Table, int[] Train, int[] Validation, int[] Test, string Description)
{
    /// <summary>The same samples with the classes that the request holds out, by name or at random, in the test part only, and nothing else in it.</summary>
    /// <exception cref="SiameseException">A class does not exist, is named twice, there are too few classes, or a part is left with too little to compare.</exception>
    public Partition HoldOut(DataRequest request)
    {
        if (request.RandomHoldout == 0)
        {
            return HoldOut(request.HoldoutClasses, request.Name);
        }

        if (request.HoldoutClasses.Count > 0)
        {
            throw new SiameseException("Classes are held out by name or at random, not both; choose one.");
        }

        int classes = Table.ClassNames.Length;
        if (request.RandomHoldout < 2 || request.RandomHoldout > classes - 2)
        {
            throw new SiameseException($"{request.RandomHoldout} random class(es) to hold out are not possible: the data set '{request.Name}' has {classes} classes, and training and test need two each.");
        }

        Partition result = HoldOut(HoldoutCircle.Choose(Table.ClassNames, request.RandomHoldout, request.Seed), request.Name);
        return result with { Description = $"{result.Description} They are the random split {request.Seed}." };
    }

    /// <summary>The same samples with some classes in the test part only, and nothing else in it.</summary>
    /// <remarks>The test samples of a held-out class are those that the test part had of it; where it had none, all its samples.</remarks>
    /// <exception cref="SiameseException">A class does not exist, is named twice, or a part is left with too little to compare.</exception>
    public Partition HoldOut(IReadOnlyList<string> classes, string dataSet)
    {
        if (classes.Count == 0)
        {
            return this;
        }

        HashSet<int> held = [];
        foreach (string name in classes)
        {
            int label = Array.IndexOf(Table.ClassNames, name);
            if (label < 0)
            {
                string known = string.Join(", ", Table.ClassNames.Take(12)) + (Table.ClassNames.Length > 12 ? ", ..." : "");
                throw new SiameseException($"The data set '{dataSet}' has no class '{name}' to hold out; its classes are {known}.");
            }

            if (!held.Add(label))
            {
                throw new SiameseException($"The class '{name}' is held out twice; name it once.");
            }
        }

        HashSet<int> testLabels = [.. Test.Select(i => Table.Labels[i])];
        int[] kept = [.. Test.Where(i => held.Contains(Table.Labels[i]))];
        int[] moved = [.. Train.Concat(Validation).Distinct().Where(i => held.Contains(Table.Labels[i]) && !testLabels.Contains(Table.Labels[i])).Order()];
        Partition result = this with
        {
            Train = [.. Train.Where(i => !held.Contains(Table.Labels[i]))],
            Validation = [.. Validation.Where(i => !held.Contains(Table.Labels[i]))],
            Test = [.. kept, .. moved],
            Description = $"{Description} Classes held out for test only: {string.Join(", ", classes)}.",
        };
        result.RequireTwoClasses(result.Train, "training", dataSet);
        result.RequireTwoClasses(result.Validation, "validation", dataSet);
        result.RequireTwoClasses(result.Test, "test", dataSet);
        return result;
    }

    /// <summary>The parts as tensors. Each part numbers the classes that occur in it from 0, in the order of the whole.</summary>
    public DataSplit ToSplit(string name)
    {
        HashSet<int> train = [.. Train.Select(i => Table.Labels[i])];
        SampleTable ready = Table.Prepare(Train);
        SampleSet? first = null;
        SampleSet? second = null;
        try
        {
            first = Gather(ready, Train);
            second = Gather(ready, Validation);
            (string content, string whole) = Hash();
            return new DataSplit
            {
                Name = name,
                Sha256 = whole,
                ContentSha256 = content,
                Train = first,
                Validation = second,
                Test = Gather(ready, Test),
                Disjoint = !Array.Exists(Test, i => train.Contains(Table.Labels[i])),
                Description = Description,
            };
        }
        catch
        {
            first?.Dispose();
            second?.Dispose();
            throw;
        }
    }

    private void RequireTwoClasses(int[] part, string what, string dataSet)
    {
        int count = part.Select(i => Table.Labels[i]).Distinct().Count();
        if (count < 2)
        {
            throw new SiameseException($"Holding out these classes leaves the {what} part of '{dataSet}' with {count} class(es); at least two are needed to compare.");
        }
    }

    private SampleSet Gather(SampleTable ready, int[] part)
    {
        int[] classes = [.. part.Select(i => Table.Labels[i]).Distinct().Order()];
        Dictionary<int, int> number = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return new SampleSet(ready.Gather(part), [.. part.Select(i => number[Table.Labels[i]])], [.. classes.Select(label => Table.ClassNames[label])]);
    }

    /// <summary>SHA-256 over the values, and over the values, the shape, the labels, the class names and the three parts.</summary>
    private (string Content, string Whole) Hash()
    {
        using MemoryStream facts = new();
        using BinaryWriter writer = new(facts, Encoding.UTF8);
        foreach (int[] numbers in (int[][])[Table.Sizes, Table.Labels, Train, Validation, Test])
        {
            writer.Write(numbers.Length);
            foreach (int number in numbers)
            {
                writer.Write(number);
            }
        }

        foreach (string name in Table.ClassNames)
        {
            writer.Write(name);
        }

        writer.Flush();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Table.Bytes);
        string content = Convert.ToHexStringLower(hash.GetCurrentHash());
        hash.AppendData(facts.GetBuffer().AsSpan(0, (int)facts.Length));
        return (content, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
