using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// Checks a mapping's event before the first row and turns it into a packer: what is the same in every row is checked and rendered here, with
/// its place in the mapping; what rows fill is checked as it is packed.
/// </summary>
internal sealed class SnowplowBinding
{
    private readonly EventShape shape;
    private readonly SnowplowOptions options;
    private readonly FindingList findings;
    private readonly List<Finding> found = [];
    private readonly List<BodyPart> parts = [];
    private readonly ArrayBufferWriter<byte> head = new();
    private readonly EventIdPart eventId;

    public SnowplowBinding(EventShape shape, SnowplowOptions options, FindingList findings)
    {
        (this.shape, this.options, this.findings) = (shape, options, findings);
        eventId = new(Source(SnowplowFields.EventId), options);
    }

    /// <summary>A packer, or null when no row could be sent (findings say why).</summary>
    public SnowplowPacker? Bind()
    {
        if (ReadType() is { } type)
        {
            Begin(type);
            Names(type);
            Parameters(type);
            Special();
            JsonParts(type);
        }

        findings.AddRange(found);
        return found.Exists(finding => finding.Severity == Severity.Error) ? null : new(head.WrittenSpan.ToArray(), [.. parts], options, shape.Root.Place);
    }

    private EventType? ReadType()
    {
        var names = SnowplowFields.Types.Select(type => type.Name).ToList();
        var list = "one of: " + string.Join(", ", names);
        switch (shape.Root.Find(SnowplowFields.Type))
        {
            case { Node: ShapeConstant { Value.Kind: ValueKind.Text } constant }:
                var name = constant.Value.Text;
                if (SnowplowFields.Types.FirstOrDefault(type => type.Name == name) is { } type) return type;
                Report(SnowplowCodes.UnknownType, constant.Place, $"'{name}' is not a type of event", DidYouMean.Hint(name, names) ?? list);
                return null;
            case { } computed:
                Report(
                    SnowplowCodes.UnknownType,
                    computed.Place,
                    "the type of event is the same for every row",
                    "write it out; for several types write events: with a when: for each");
                return null;
            default:
                Report(SnowplowCodes.MissingField, shape.Root.Place, "the event has no 'type'", list);
                return null;
        }
    }

    private void Begin(EventType type)
    {
        head.Write("{\"e\":"u8);
        Json.Text(Encoding.UTF8.GetBytes(type.Code), head);
        head.Write(",\"tv\":"u8);
        Json.Text(Encoding.UTF8.GetBytes(options.TrackerVersion), head);
    }

    /// <summary>One name that the payload's schema does not have makes the pipeline drop every event of the request.</summary>
    private void Names(EventType type)
    {
        var known = type.Names.ToList();
        foreach (var member in shape.Root.Members.Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
        {
            var other = SnowplowFields.OtherNames.GetValueOrDefault(member.Name);
            Report(
                SnowplowCodes.UnknownField,
                member.Place,
                $"a {type.Name} has no field '{member.Name}'",
                other is not null && (known.Contains(other) || member.Name == "items")
                    ? $"write {other}"
                    : DidYouMean.Hint(member.Name, known) ?? "put values of your own into entities, or into the data of a self_describing event");
        }

        foreach (var name in type.Required.Append(SnowplowFields.Timestamp).Where(name => !IsGiven(name)))
        {
            var hint = name == SnowplowFields.Timestamp ? "add timestamp: = … ; without one the pipeline takes the moment of the load" : $"add {name}: = …";
            Report(SnowplowCodes.MissingField, shape.Root.Place, $"the event has no '{name}'", hint);
        }
    }

    private void Parameters(EventType type)
    {
        foreach (var field in type.Fields.Concat(SnowplowFields.Common))
        {
            var otherwise = field.Name switch
            {
                SnowplowFields.Platform => Value.Of(options.Platform),
                SnowplowFields.AppId when options.AppId is { } app => Value.Of(app),
                SnowplowFields.Namespace when options.Namespace is { } own => Value.Of(own),
                _ => Value.Null,
            };
            Parameter(field, type.Required.Contains(field.Name, StringComparer.Ordinal), otherwise);
        }
    }

    private void Parameter(SnowplowField field, bool required, Value otherwise)
    {
        var member = shape.Root.Find(field.Name);
        if (field.Form == ParameterForm.Size && member?.Node is ShapeObject pair)
        {
            Size(field, pair);
            return;
        }

        var source = Source(field.Name);
        if (source.IsConstant)
        {
            Constant(new ParameterPart(field, source, required && source.IsGiven, otherwise));
            return;
        }

        if (source.Kind is { } kind && ParameterText.CheckKind(kind, field, source.Place) is { } mistyped) Report(mistyped);
        parts.Add(new ParameterPart(field, source, required, otherwise));
    }

    private void Size(SnowplowField field, ShapeObject pair)
    {
        if (pair.Members.Count != 2
            || FieldSource.Of(pair.Find("width")?.Node ?? pair) is not { } width
            || FieldSource.Of(pair.Find("height")?.Node ?? pair) is not { } height)
        {
            Report(
                SnowplowCodes.WrongType,
                pair.Place,
                $"{field.Name} should have a width and a height",
                "write { width: = …, height: = … }, or one text: 1366x768");
            return;
        }

        var part = new SizePart(field, width, height);
        if (width.IsConstant && height.IsConstant) Constant(part);
        else parts.Add(part);
    }

    /// <summary>Renders what no row can change, once.</summary>
    private void Constant(BodyPart part)
    {
        if (part.Write([], Value.Null, head) is { } broken) Report(broken.Problem);
    }

    private void Special()
    {
        foreach (var name in (string[])[SnowplowFields.Timestamp, SnowplowFields.CreatedTimestamp, SnowplowFields.SentTimestamp])
        {
            var source = Source(name);
            if (source.IsConstant && source.IsGiven)
            {
                if (SnowplowTimes.Milliseconds(source.In([]), options.TimestampUnit, name, source.Place, out _) is { } wrong) Report(wrong);
            }
            else if (source.Kind is { } kind && SnowplowTimes.CheckKind(kind, options.TimestampUnit, name, source.Place) is { } mistyped)
            {
                Report(mistyped);
            }
        }

        if (Source(SnowplowFields.EventId) is { IsConstant: true, IsGiven: true } fixedId)
        {
            Report(SnowplowCodes.BadValue, fixedId.Place, "event_id is the same for every row", "leave event_id out: it is then derived from the row's key");
        }

        parts.Insert(
            0, new TimesPart(Source(SnowplowFields.Timestamp), Source(SnowplowFields.CreatedTimestamp), Source(SnowplowFields.SentTimestamp), options));
        parts.Insert(0, eventId);
    }

    private void JsonParts(EventType type)
    {
        var json = new JsonBinding(shape, options, new(options, shape, eventId, Report), Report);
        if (type.Name == "self_describing" && json.Event() is { } own) parts.Add(own);
        if (type.Name == "screen_view" && json.ScreenView() is { } screen) parts.Add(screen);
        if (json.Entities() is { } entities) parts.Add(entities);
    }

    private bool IsGiven(string name) => shape.Root.Find(name) is { Node: not ShapeConstant { Value.IsNull: true } };

    private FieldSource Source(string name)
    {
        if (shape.Root.Find(name) is not { } member) return FieldSource.Absent(shape.Root.Place);
        if (FieldSource.Of(member.Node) is { } source) return source;
        Report(SnowplowCodes.WrongType, member.Place, $"{name} is {(member.Node is ShapeList ? "a list" : "an object")}; it should be a single value", null);
        return FieldSource.Absent(member.Place);
    }

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));

    private void Report(Problem problem) => found.Add(new(problem.Code, problem.Place ?? shape.Root.Place, problem.Message, problem.Hint));
}
