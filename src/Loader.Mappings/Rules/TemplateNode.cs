using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Rules;

/// <summary>A part of <c>event:</c>. Closed: object, list, constant, formula, each.</summary>
public abstract record TemplateNode(Place Place);

/// <summary>Named members in the order of the file. Names are unique.</summary>
public sealed record TemplateObject(IReadOnlyList<TemplateMember> Members, Place Place) : TemplateNode(Place);

/// <summary>One member; <paramref name="Place"/> is where its name stands.</summary>
public sealed record TemplateMember(string Name, TemplateNode Node, Place Place);

/// <summary>A list of fixed length.</summary>
public sealed record TemplateList(IReadOnlyList<TemplateNode> Items, Place Place) : TemplateNode(Place);

/// <summary>A plain YAML value: the same in every event.</summary>
public sealed record TemplateConstant(Value Value, Place Place) : TemplateNode(Place)
{
    /// <summary>Whether it stands in quotes, so that nothing but this text is meant.</summary>
    public bool IsQuoted { get; init; }
}

/// <summary>A text that begins with '=': computed for every row.</summary>
public sealed record TemplateFormula(Formula Formula) : TemplateNode(Formula.Place);

/// <summary><c>each: = line_items</c> with <c>as:</c> — a list made out of another one, or of the group's rows.</summary>
/// <param name="Each">The list, or <c>rows</c>.</param>
/// <param name="When">Elements for which it does not hold are left out; null: none is.</param>
/// <param name="As">What is made of an element.</param>
public sealed record TemplateEach(Formula Each, Formula? When, TemplateNode As, Place Place) : TemplateNode(Place);
