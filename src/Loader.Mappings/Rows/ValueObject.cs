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

    /// <summary>Whether there is a member of that name, null or not.</summary>
    public bool TryFind(string name, out Value value)
    {
        for (var i = 0; i < Members.Count; i++)
        {
            if (!string.Equals(Members[i].Key, name, StringComparison.Ordinal)) continue;
            value = Members[i].Value;
            return true;
        }

        value = Value.Null;
        return false;
    }

    public ValueObject Detached() => new([.. Members.Select(m => KeyValuePair.Create(m.Key, m.Value.Detached()))]);

    public bool Equals(ValueObject? other) => other is not null && Members.SequenceEqual(other.Members);

    public override bool Equals(object? obj) => Equals(obj as ValueObject);

    public override int GetHashCode() => Members.Count;
}
