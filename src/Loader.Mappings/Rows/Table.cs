using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Loader.Mappings.Rows;

/// <summary>A look-up table: texts and what is known under each. Complete before the first row, shared by all threads.</summary>
public sealed class Table
{
    private readonly Dictionary<byte[], Value> values = new(ByBytes.Instance);
    private readonly Dictionary<byte[], Value>.AlternateLookup<ReadOnlySpan<byte>> byKey;

    /// <param name="name">Its name, or the path of its file.</param>
    /// <param name="rows">Keys and values. Of several rows with one key the first counts.</param>
    public Table(string name, IEnumerable<KeyValuePair<string, Value>> rows)
    {
        Name = name;
        foreach (var (key, value) in rows) values.TryAdd(Encoding.UTF8.GetBytes(key), value.Detached());
        byKey = values.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Name { get; }

    public int Count => values.Count;

    /// <summary>The columns of a table that has several, in their order; empty when each key has a single value.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The keys, for messages.</summary>
    public IEnumerable<string> Keys => values.Keys.Select(Encoding.UTF8.GetString);

    /// <summary>What stands under a key: a single value, a list, or an object with a member per column.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out Value value) => byKey.TryGetValue(key, out value);

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByBytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] key) => GetHashCode(key.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
