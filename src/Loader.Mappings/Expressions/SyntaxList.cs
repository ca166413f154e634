using System.Collections;

namespace Loader.Mappings.Expressions;

/// <summary>Parts of an expression in their order; equal when the parts are.</summary>
public sealed class SyntaxList(IReadOnlyList<Syntax> items) : IReadOnlyList<Syntax>, IEquatable<SyntaxList>
{
    public int Count => items.Count;

    public Syntax this[int index] => items[index];

    internal int Height { get; } = items.Count == 0 ? 0 : items.Max(item => item.Height);

    public bool Equals(SyntaxList? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as SyntaxList);

    public override int GetHashCode() => Count;

    public IEnumerator<Syntax> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
