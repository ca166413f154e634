using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// Sees the value of every part of a mapping's expressions while rows go through it: to explain a row, and to know which branches tests reached. A
/// mapper that was compiled without one pays nothing for it. Used by one thread.
/// </summary>
public interface ITrace
{
    /// <summary>A part was bound whose value rows decide; constants are computed before, and never seen.</summary>
    /// <param name="part">The <see cref="Syntax"/>, the same object as in the rules; or the constant that stands for a column's empty cells.</param>
    void Bound(object part);

    /// <summary>A part has been computed.</summary>
    /// <param name="part">What was bound.</param>
    /// <param name="value">Its value or problem. Texts may be void when the row is left.</param>
    void Saw(object part, in Value value);
}
