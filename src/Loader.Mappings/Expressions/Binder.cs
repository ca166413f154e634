using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>Syntax to a tree that rows can be put through: names found, constants computed, types checked where they are known.</summary>
public static class Binder
{
    /// <summary>Binds an expression. All its mistakes become findings, and then there is no tree.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="origin">Where its text stands: the same as it was parsed with.</param>
    /// <param name="scope">The names it may use; remembers which it did.</param>
    /// <param name="findings">Takes the mistakes.</param>
    public static Node? Bind(Syntax syntax, TextOrigin origin, Scope scope, FindingList findings) =>
        new Binding(origin, scope, findings).Bind(syntax);

    /// <summary>
    /// Binds what stands under <c>columns</c>: a function that gets the column's cell as its first argument
    /// (<c>time("yyyy-MM-dd", "Europe/Rome")</c>), a bare name for one without further arguments (<c>decimal</c>), or a pipe of
    /// such (<c>trim | decimal</c>). Other columns cannot be named.
    /// </summary>
    /// <param name="tables">The look-up tables it may use.</param>
    /// <param name="secrets">Where <c>secret</c> finds values.</param>
    /// <param name="input">The cell, usually a <see cref="Nodes.CellNode"/>.</param>
    /// <param name="trace">Sees its values; null: nobody does.</param>
    public static Node? BindConversion(
        Syntax syntax,
        TextOrigin origin,
        Node input,
        FindingList findings,
        Tables? tables = null,
        ISecretValues? secrets = null,
        ITrace? trace = null) =>
        new Binding(origin, new([], open: false) { Tables = tables ?? Tables.None, Secrets = secrets, Trace = trace }, findings).Conversion(syntax, input);
}
