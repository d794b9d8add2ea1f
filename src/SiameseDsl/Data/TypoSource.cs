namespace SiameseDsl.Data;

/// <summary>The embedded data set of tokens: words of <see cref="TypoGenerator"/>, typed with errors, the parts disjoint in classes.</summary>
internal sealed class TypoSource : DataSource
{
    private const ulong Seed = 1;
    private const int TrainClasses = 400;
    private const int ValidationClasses = 50;
    private const int TestClasses = 50;
    private const int Attempts = 20;

    public override string Name => "typos";

    public override DataSetInfo Describe(string root) => new(
        Name,
        $"Invented words typed with errors, {TrainClasses + ValidationClasses + TestClasses} classes of {Attempts} attempts, {TypoGenerator.Length} tokens of {TypoGenerator.Vocabulary}.",
        "Typed by this library, in whole numbers: the same tokens on every machine; free to use.",
        "inside the library",
        IsPresent: true,
        IsFetchable: false);

    public override void Check(DataRequest request)
    {
        RefuseOptions(request);
        if (request.Vocabulary != TypoGenerator.Vocabulary || !request.InputShape.SequenceEqual([TypoGenerator.Length]))
        {
            string input = request.Vocabulary is { } vocabulary ? $"{request.InputShape[0]} tokens of {vocabulary}" : $"({string.Join(", ", request.InputShape)})";
            throw new SiameseException(
                $"The model's input, {input}, does not fit the data set '{Name}', whose words are {TypoGenerator.Length} tokens of {TypoGenerator.Vocabulary}; use other data, or write 'input: {{ tokens: {{ length: {TypoGenerator.Length}, vocabulary: {TypoGenerator.Vocabulary} }} }}' in the spec.");
        }
    }

    public override Partition Load(DataRequest request, string root)
    {
        TypoGenerator generator = new(Seed);
        List<string> words = [];
        List<long> tokens = [];
        for (int candidate = 0; words.Count < TrainClasses + ValidationClasses + TestClasses; candidate++)
        {
            // A word that was there already is no class of its own.
            string word = generator.Word(candidate);
            if (!words.Contains(word))
            {
                words.Add(word);
                tokens.AddRange(generator.Type(candidate, Attempts));
            }
        }

        int[] labels = [.. Enumerable.Range(0, words.Count * Attempts).Select(i => i / Attempts)];
        return new Partition(
            new TokenTable([.. tokens], TypoGenerator.Length, labels, [.. words]),
            [.. Enumerable.Range(0, TrainClasses * Attempts)],
            [.. Enumerable.Range(TrainClasses * Attempts, ValidationClasses * Attempts)],
            [.. Enumerable.Range((TrainClasses + ValidationClasses) * Attempts, TestClasses * Attempts)],
            $"The first {TrainClasses} words train, the next {ValidationClasses} validate, the last {TestClasses} test; {Attempts} attempts each.");
    }
}
