namespace SiameseDsl.Spec.Tests;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Arrays_of_equal_elements_are_one_key()
    {
        EquatableArray<string> first = EquatableArray.Of("a", "b");
        EquatableArray<string> second = new[] { "a", "b" }.ToEquatableArray();

        Assert.True(first.Equals((object)second));
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Single(new HashSet<EquatableArray<string>> { first, second });
        Assert.False(first.Equals((object)"a"));
        Assert.True(first == second);
        Assert.False(first != second);
    }

    [Theory]
    [InlineData("b,a")]
    [InlineData("a")]
    [InlineData("a,b,c")]
    public void Order_and_length_count(string other)
    {
        EquatableArray<string> first = EquatableArray.Of("a", "b");
        EquatableArray<string> second = other.Split(',').ToEquatableArray();

        Assert.NotEqual(first, second);
        Assert.NotEqual(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void No_array_is_an_empty_one()
    {
        Assert.Equal(default, EquatableArray.Of<int>());
        Assert.Equal(default(EquatableArray<int>).GetHashCode(), EquatableArray.Of<int>().GetHashCode());
        Assert.Empty(default(EquatableArray<int>));
    }
}
