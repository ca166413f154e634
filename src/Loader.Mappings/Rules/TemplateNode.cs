using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Rules;

/// <summary>A part of <c>event:</c>. Closed: object, list, constant, formula.</summary>
public abstract record TemplateNode(Place Place);

/// <summary>Named members in the order of the file. Names are unique.</summary>
public sealed record TemplateObject(IReadOnlyList<TemplateMember> Members, Place Place) : TemplateNode(Place);

/// <summary>One member; <paramref name="Place"/> is where its name stands.</summary>
public sealed record TemplateMember(string Name, TemplateNode Node, Place Place);

/// <summary>A list of fixed length.</summary>
public sealed record TemplateList(IReadOnlyList<TemplateNode> Items, Place Place) : TemplateNode(Place);

/// <summary>A plain YAML value: the same in every event.</summary>
public sealed record TemplateConstant(Value Value, Place Place) : TemplateNode(Place);

/// <summary>A text that begins with '=': computed for every row.</summary>
public sealed record TemplateFormula(Formula Formula) : TemplateNode(Formula.Place);
