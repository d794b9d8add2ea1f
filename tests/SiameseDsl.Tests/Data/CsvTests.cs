using System.Globalization;
using System.Text;
using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_become_vectors_split_by_classes_as_folders_are()
    {
        using DataSplit split = Load(Rows(20, 3, header: "label,x,y"));

        Assert.Equal((12, 3, 5), (split.Train.ClassNames.Count, split.Validation.ClassNames.Count, split.Test.ClassNames.Count));
        Assert.Equal((36, 9, 15), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal([2L], split.Train.SampleShape);
        Assert.True(split.Disjoint);
        Assert.Contains("Labels in column 'label'; each of the 2 values is standardised by the training rows", split.Description);

        using DataSplit fold = Load(Rows(20, 4, header: "label,x,y"), request => request with { Split = ClassSplit.Parse("10/0/5"), Seed = 2 });
        Assert.Equal((10, 5), (fold.Train.ClassNames.Count, fold.Test.ClassNames.Count));
        Assert.Contains("held-out rows of the training classes serve", fold.Description);
    }

    [Fact]
    public void Values_are_standardised_by_the_training_rows_alone_even_where_classes_are_held_out()
    {
        string text = Rows(8, 4, header: "label,x,y,constant", more: ",7.3");
        foreach (string[] held in (string[][])[[], ["c00", "c05"]])
        {
            using DataSplit split = Load(text, request => request with { InputShape = [3], HoldoutClasses = held });
            for (int column = 0; column < 2; column++)
            {
                double[] train = Column(split.Train, column);
                Assert.Equal(0, train.Average(), 1e-6);
                Assert.Equal(1, Math.Sqrt(train.Average(value => value * value)), 1e-6);
                Assert.NotEqual(0, Column(split.Test, column).Average(), 1e-3);
            }

            Assert.All(Column(split.Train, 2).Concat(Column(split.Test, 2)), value => Assert.Equal(0, value));
        }

        static double[] Column(SampleSet set, int column) => [.. Enumerable.Range(0, set.Count).Select(row => (double)set.Samples[row, column].item<float>())];
    }

    [Theory]
    [InlineData("label,x,y\n", "L,1,2", "'label'")]
    [InlineData("x,Label,y\r\n", "1,L,2", "'Label'")]
    [InlineData("x;y;species\n", "1;2;L", "'species'")]
    [InlineData("x\ty\tspecies\n", "1\t2\tL", "'species'")]
    [InlineData("", "L,1,2", "1")]
    [InlineData("", "1,L,2", "2")]
    [InlineData("", "1,2,0L", "3")]
    [InlineData("\"label\",\"a, b\",\"say \"\"c\"\"\"\n", "\"L\",\"1\",2", "'label'")]
    [InlineData("\uFEFFlabel,x,y\n\n", "L,1e0,+2.0", "'label'")]
    public void Header_label_delimiter_and_quotes_are_found_out(string header, string row, string column)
    {
        using DataSplit split = Load(header + string.Concat(Enumerable.Range(0, 32).Select(i => row.Replace("0L", $"{i / 4}", StringComparison.Ordinal).Replace("L", $"n{i / 4}", StringComparison.Ordinal) + (i % 3 == 0 ? "\r\n" : "\n"))));

        Assert.Equal(32, split.Train.Count + split.Validation.Count + split.Test.Count);
        Assert.Equal(8, split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames).Distinct().Count());
        Assert.Contains($"Labels in column {column};", split.Description);
    }

    [Theory]
    [InlineData("species", "'species'")]
    [InlineData("2", "2")]
    public void The_label_column_can_be_named_or_counted(string wanted, string column)
    {
        using DataSplit split = Load("x,species,y\n" + string.Concat(Enumerable.Range(0, 32).Select(i => $"1,{i / 4},2\n")), request => request with { LabelColumn = wanted });

        Assert.Contains($"Labels in column {column};", split.Description);
        Assert.Equal(32, split.Train.Count + split.Validation.Count + split.Test.Count);
    }

    [Fact]
    public void The_machines_language_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        using DataSplit here = Load(Rows(8, 4, header: "label,x,y"));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using DataSplit there = Load(Rows(8, 4, header: "label,x,y"));
            Assert.Equal(here.Sha256, there.Sha256);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("label\na\nb\n", "has one column in line 1")]
    [InlineData("label,x,y\na,1,2\na,1\n", "has 2 columns in line 3, but 3 in its first line")]
    [InlineData("label,x,y\na,1,2\n\nb,1,two\n", "has 'two' in line 4, column 3, where a finite number is expected")]
    [InlineData("label;x;y\na;1;2,5\n", "has '2,5' in line 2, column 3")]
    [InlineData("label,x,y\na,1,NaN\n", "has 'NaN' in line 2, column 3")]
    [InlineData("label,x,y\na,1,1e99\n", "has '1e99' in line 2, column 3")]
    [InlineData("label,x,y\na,,2\n", "is empty in line 2, column 2")]
    [InlineData("label,x,y\n ,1,2\n", "has no label in line 2, column 1")]
    [InlineData("label,x,y\n\"a,1,2\nb,1,2\n", "ends within a quoted cell that begins in line 2, column 1")]
    [InlineData("label,x,y\n\"a\nb\"c,1,2\n", "has 'c' behind a closed quote in line 3, column 1")]
    [InlineData("label,x,label\na,1,2\n", "has 2 columns that are called 'label'")]
    [InlineData("name,x,species\na,1,b\n", "has words in the columns 1, 3 (line 2)")]
    [InlineData("label,x,y\na,1,2\na,1,2\nb,1,2\nb,1,2\n", "has 2 class(es) in column 1; at least 4 are needed")]
    [InlineData("label,x,y\na,1,2\na,1,2\nb,1,2\nb,1,2\nc,1,2\nd,1,2\nd,1,2\n", "The class 'c' of the file", "has one row (line 6)")]
    [InlineData("label,x\na,1\n", "The model's input (2) does not fit", "whose rows have 1 values beside the label in column 'label'", "'input: { shape: [1] }'")]
    public void What_cannot_serve_is_refused_with_line_and_column(string text, params string[] expected)
    {
        string message = Assert.Throws<SiameseException>(() => Load(text)).Message;
        Assert.Contains("data.csv", message);
        Assert.All(expected, part => Assert.Contains(part, message));
    }

    [Fact]
    public void Options_and_inputs_that_do_not_fit_are_refused_before_anything_is_read()
    {
        Assert.Contains("no column 'kind' in its first line", Refusal(request => request with { LabelColumn = "kind" }));
        Assert.Contains("has 3 columns (line 1), but column 9 is to hold the labels", Refusal(request => request with { LabelColumn = "9" }));
        Assert.Contains("whose rows are vectors", Refusal(request => request with { InputShape = [1, 28, 28] }));
        Assert.Contains("whose rows are vectors", Refusal(request => request with { Vocabulary = 5 }));
        Assert.Contains("does not exist", Refusal(request => request with { Name = request.Name + ".gone" }));
        Assert.Contains("A label column applies to csv:PATH only", Assert.Throws<SiameseException>(() => DataSets.Load(new DataRequest { Name = "glyphs", InputShape = [1, 28, 28], LabelColumn = "x" })).Message);

        string Refusal(Func<DataRequest, DataRequest> change) => Assert.Throws<SiameseException>(() => Load(Rows(8, 4, header: "label,x,y"), change)).Message;
    }

    private static string Rows(int classes, int each, string header, string more = "")
    {
        var random = new Random(3);
        var text = new StringBuilder(header + "\n");
        for (int i = 0; i < classes * each; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"c{i / each:00},{(100 * random.NextDouble()) + i:R},{random.NextDouble() - i:R}{more}\n");
        }

        return text.ToString();
    }

    private DataSplit Load(string text, Func<DataRequest, DataRequest>? change = null)
    {
        string path = folder.Write("data.csv", Encoding.UTF8.GetBytes(text));
        var request = new DataRequest { Name = "csv:" + path, InputShape = [2] };
        return DataSets.Load(change?.Invoke(request) ?? request);
    }
}
