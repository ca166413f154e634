using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>Checks a mapping's event against the settings before the first row, and binds every formula to its fields.</summary>
internal sealed class HttpBinding(EventShape shape, HttpOptions options, FindingList findings)
{
    private readonly List<Finding> found = [];

    public BoundHttp? Bind()
    {
        var fields = new EventFields(shape, options.OptionalFields, options.Start);
        var id = Id(fields, out var withId);
        var form = options.Body == HttpBody.Form ? Form(fields) : null;
        var collected = new FindingList();
        var bound = new BoundHttp
        {
            Fields = fields,
            Template = JsonTemplate.Of(withId, shape.KeepNulls),
            Form = form,
            Slots = shape.SlotCount,
            Id = id,
            Required = [.. options.Required.Select(Required)],
            Checks = [.. options.Checks.Select(check => (fields.Bind(check.Holds, collected)!, check))],
            Url = options.Url.IsConstant ? null : [.. options.Url.Parts.Select(part => (part.Utf8, Text(part.Formula)))],
            Headers = [.. options.Headers.Where(header => header.Value is not null).Select(header => (header.Name, Text(header.Value)!))],
            BatchBy = Text(options.BatchBy),
            InOrder = Text(options.InOrder),
            OneOfEach = Text(options.OneOfEach),
            Time = Value(options.Time),
            MaxAge = Value(options.MaxAge),
        };
        found.AddRange(collected);
        findings.AddRange(found);
        return found.Exists(finding => finding.Severity == Severity.Error) ? null : bound;

        Node? Text(SettingFormula? formula) => formula is null ? null : fields.Bind(formula.AsText(), collected);

        Node? Value(SettingFormula? formula) => formula is null ? null : fields.Bind(formula, collected);
    }

    /// <summary>Where the id comes from, and the shape that carries it.</summary>
    private Node? Id(EventFields fields, out ShapeObject withId)
    {
        withId = shape.Root;
        FindingList mistakes = [];
        if (options.IdField is { } field)
        {
            var names = field.Split('.');
            if (EventPath.Find(shape.Root, names) is not { } own)
            {
                withId = EventPath.With(shape.Root, names, new ShapeSlot(shape.SlotCount, ValueKind.Text, field, shape.Root.Place));
            }
            else if (options.Id is not null)
            {
                Report(HttpCodes.NoId, own.Place, $"the mapping fills '{field}', and id: gives the event another id", "leave one of them out");
            }
            else
            {
                var path = names.Skip(1).Aggregate(
                    (Syntax)new ColumnSyntax(0, 0, names[0], Quoted: true), (target, name) => new MemberSyntax(0, 0, target, name));
                return fields.Bind(new SettingFormula("event_id_field", path, new(own.Place)).AsText(), mistakes);
            }
        }

        var id = options.Id is { } formula ? fields.Bind(formula.AsText(), mistakes) : null;
        found.AddRange(mistakes);
        return id;
    }

    private EventPath Required(string path)
    {
        var field = EventPath.Of(shape.Root, path);
        if (field.Node is null or ShapeConstant { Value.IsNull: true } && path != options.IdField)
        {
            Report(HttpCodes.MissingField, shape.Root.Place, $"the event has no '{path}', which the destination requires", $"add it under event: {path}: = …");
        }

        return field;
    }

    private (byte[] Name, Node Text, string Field)[] Form(EventFields fields)
    {
        var form = new List<(byte[], Node, string)>();
        FindingList mistakes = [];
        foreach (var member in shape.Root.Members)
        {
            if (member.Node is not (ShapeSlot { Kind: not (ValueKind.Object or ValueKind.List) } or ShapeConstant))
            {
                Report(
                    HttpCodes.NotFlat,
                    member.Place,
                    $"'{member.Name}' is an object or a list, and a form holds single values",
                    "flatten it, or use another body:");
                continue;
            }

            var column = new SettingFormula(member.Name, new ColumnSyntax(0, 0, member.Name, Quoted: true), new(member.Node.Place));
            if (fields.Bind(column.AsText(), mistakes) is { } text) form.Add((Encoding.UTF8.GetBytes(Uri.EscapeDataString(member.Name)), text, member.Name));
        }

        found.AddRange(mistakes);
        return [.. form];
    }

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));
}
