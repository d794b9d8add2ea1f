using System.Text;

namespace SiameseDsl.Data;

/// <summary>A CSV file of the user's: a vector a row, with a column of labels. Each value is standardised by the mean and the deviation of the training rows.</summary>
internal sealed class CsvSource(string path) : DataSource
{
    /// <summary>What a file's name starts with on the command line.</summary>
    public const string Prefix = "csv:";

    private const int LeastClasses = 4;
    private const long LargestFile = 1L << 30;
    private const long MostValues = (int.MaxValue / sizeof(float)) - (1 << 16);

    public override string Name => Prefix + path;

    public override DataSetInfo Describe(string root) => new(
        Name,
        "A vector a row, with a column of labels; comma, semicolon or tab.",
        "The user's own.",
        Path.GetFullPath(path),
        File.Exists(path),
        IsFetchable: false);

    public override void Check(DataRequest request)
    {
        RefuseOptions(request with { Split = null, LabelColumn = null });
        if (request.Vocabulary is not null || request.InputShape.Count != 1)
        {
            string input = request.Vocabulary is { } vocabulary ? $"{request.InputShape[0]} tokens of {vocabulary}" : $"({string.Join(", ", request.InputShape)})";
            throw new SiameseException($"The model's input, {input}, does not fit '{Name}', whose rows are vectors; use other data, or write 'input: {{ shape: [values] }}' in the spec with the number of its value columns.");
        }
    }

    public override Partition Load(DataRequest request, string root)
    {
        string text = Encoding.UTF8.GetString(StableFile.Read(path, LargestFile)).TrimStart('\uFEFF');
        string firstLine = text.TrimStart('\r', '\n').Split('\n', 2)[0];
        var reader = new CsvReader(firstLine, new StringReader(text), path);
        string[] first = reader.Next() ?? throw new SiameseException($"The file '{path}' is empty; a row a sample is expected, with a column of labels.");
        if (first.Length < 2)
        {
            throw new SiameseException($"The file '{path}' has one column in line {reader.Line}; values and a label are expected, with commas, semicolons or tabs between.");
        }

        (int firstAt, string[]? second) = (reader.Line, reader.Next());
        CsvColumns columns = CsvColumns.Of(first, second, request.LabelColumn, path);
        int width = first.Length - 1;
        if (request.InputShape[0] != width)
        {
            throw new SiameseException($"The model's input ({request.InputShape[0]}) does not fit '{Name}', whose rows have {width} values beside the label in column {columns.LabelName}; use other data, or write 'input: {{ shape: [{width}] }}' in the spec.");
        }

        var rows = new CsvRows(path, first.Length, columns.Label);
        if (!columns.HasHeader)
        {
            rows.Add(first, firstAt);
        }

        for (string[]? row = second; row is not null; row = reader.Next())
        {
            rows.Add(row, reader.Line);
            if ((long)rows.Count * width > MostValues)
            {
                throw new SiameseException($"The file '{path}' has more than {MostValues} values (line {reader.Line}); leave rows or columns out.");
            }
        }

        VectorTable table = rows.ToTable(LeastClasses);
        Partition cut = new ShuffledClasses($"file '{path}'", "rows").Cut(table, request);
        return cut with { Description = $"{cut.Description} Labels in column {columns.LabelName}; each of the {width} values is standardised by the training rows." };
    }
}
