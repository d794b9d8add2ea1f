using System.Collections;

namespace SiameseDsl.Spec.Schema;

/// <summary>A JSON object in the order in which it is written. Values are texts, numbers, true and false, lists, other objects, or <see cref="JsonLiteral"/>.</summary>
internal sealed class JsonMap : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> members = [];

    /// <summary>How many members there are.</summary>
    public int Count => members.Count;

    /// <summary>Adds a member; <see langword="null"/> adds nothing.</summary>
    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            members.Add(new KeyValuePair<string, object>(name, value));
        }
    }

    /// <summary>Adds all members of another object.</summary>
    public void Add(JsonMap other) => members.AddRange(other.members);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A number as it stands in the catalog, so that no host prints it in its own way.</summary>
/// <param name="Text">The JSON notation.</param>
internal sealed record JsonLiteral(string Text);
