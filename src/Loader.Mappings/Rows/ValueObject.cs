namespace Loader.Mappings.Rows;

/// <summary>A nested object: names and values in the order they came. Equal when names and values are, in that order.</summary>
public sealed class ValueObject(IReadOnlyList<KeyValuePair<string, Value>> members) : IEquatable<ValueObject>
{
    public IReadOnlyList<KeyValuePair<string, Value>> Members { get; } = members;

    /// <summary>The member of that name, or null when there is none.</summary>
    public Value this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (string.Equals(member.Key, name, StringComparison.Ordinal)) return member.Value;
            }

            return Value.Null;
        }
    }

    public ValueObject Detached() => new([.. Members.Select(m => KeyValuePair.Create(m.Key, m.Value.Detached()))]);

    public bool Equals(ValueObject? other) => other is not null && Members.SequenceEqual(other.Members);

    public override bool Equals(object? obj) => Equals(obj as ValueObject);

    public override int GetHashCode() => Members.Count;
}
