using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>Finds the self-describing parts of a mapping's event: the event's own JSON and its entities.</summary>
internal sealed class JsonBinding(EventShape shape, SnowplowOptions options, DataBinding data, Action<Problem> report)
{
    private const string MobileScreenView = "iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0";
    private const string OlderScreenView = "iglu:com.snowplowanalytics.snowplow/screen_view/jsonschema/1-0-0";

    /// <summary>The members of a screen view's data, by field.</summary>
    private static readonly (string Field, string Member, DataForm Form)[] ScreenFields =
    [
        (SnowplowFields.Name, "name", DataForm.Text), ("screen_type", "type", DataForm.Text), ("previous_name", "previousName", DataForm.Text),
        ("previous_id", "previousId", DataForm.Uuid), ("previous_type", "previousType", DataForm.Text), ("transition_type", "transitionType", DataForm.Text),
    ];

    /// <summary>The JSON of a self-describing event.</summary>
    public BodyPart? Event()
    {
        var schema = Schema();
        if (Given(SnowplowFields.Data) is not { } member)
        {
            report(new(SnowplowCodes.MissingField, "the event has no 'data'", shape.Root.Place, "add data: with the properties below it"));
            return null;
        }

        return data.Bind(member.Node, SnowplowFields.Data) is { } template && schema is not null
            ? new SelfDescribingPart(new(schema, template, SnowplowFields.Data, member.Place, options.Schemas), options.Base64, member.Place)
            : null;
    }

    /// <summary>The JSON of a screen view, under the schema of today or the older one.</summary>
    public BodyPart? ScreenView()
    {
        var older = options.ScreenIds == ScreenIds.FreeText;
        if (Given(SnowplowFields.Name) is null && !(older && Given(SnowplowFields.Id) is not null))
        {
            report(new(SnowplowCodes.MissingField, "the event has no 'name'", shape.Root.Place, "add name: = …, the screen's name"));
            return null;
        }

        var members = new List<(ShapeMember, DataForm, bool)>();
        if (Given(SnowplowFields.Id) is { } id) members.Add((id, older ? DataForm.Text : DataForm.UuidOrEventId, true));
        else if (!older) members.Add((new(SnowplowFields.Id, data.EventIdSlot(shape.Root.Place), shape.Root.Place), DataForm.UuidOrEventId, true));
        foreach (var (field, member, form) in ScreenFields)
        {
            if (Given(field) is not { } own) continue;
            if (older && field != SnowplowFields.Name)
            {
                report(new(SnowplowCodes.UnknownField, $"the older screen view has no {field}", own.Place, "leave screen_ids: free_text out, or the field"));
            }

            members.Add((own with { Name = member }, form, older || field != SnowplowFields.Name));
        }

        var template = data.BindMembers(members, shape.Root.Place);
        return new SelfDescribingPart(
            new(SchemaSource.Of(older ? OlderScreenView : MobileScreenView), template, SnowplowFields.Name, shape.Root.Place) { MayBeEmpty = !older },
            options.Base64,
            shape.Root.Place);
    }

    /// <summary>The entities, null when the mapping has none.</summary>
    public BodyPart? Entities()
    {
        switch (Given(SnowplowFields.Entities)?.Node)
        {
            case null:
                return null;
            case ShapeSlot { Kind: null or ValueKind.List or ValueKind.Null } slot:
                return new EntityListPart(FieldSource.Of(slot)!, new(options), options.Base64, options.Schemas);
            case ShapeList list:
                var entities = list.Items.Select(Entity).ToList();
                return entities.Contains(null) || entities.Count == 0 ? null : new EntitiesPart([.. entities!], options.Base64);
            case var other:
                report(new(SnowplowCodes.WrongType, "entities is not a list", other.Place, "write a list: - { schema: iglu:…, data: { … } }"));
                return null;
        }
    }

    private SelfDescribing? Entity(ShapeNode node, int index)
    {
        var path = FormattableString.Invariant($"entities[{index}]");
        if (node is not ShapeObject { Members.Count: 2 } entity
            || entity.Find(SnowplowFields.Schema) is not { } schema
            || entity.Find(SnowplowFields.Data) is not { } content)
        {
            report(new(SnowplowCodes.WrongType, $"{path} should have schema and data, and nothing else", node.Place, "write { schema: iglu:…, data: { … } }"));
            return null;
        }

        var source = Address(schema, path + ".schema");
        return data.Bind(content.Node, path + ".data") is { } template && source is not null
            ? new(source, template, path, content.Place, options.Schemas)
            : null;
    }

    /// <summary>The schema: given whole, or made of vendor, name and version.</summary>
    private SchemaSource? Schema()
    {
        var (name, vendor, version) = (Given(SnowplowFields.Name), Given(SnowplowFields.Vendor), Given(SnowplowFields.Version));
        if (Given(SnowplowFields.Schema) is { } whole)
        {
            if ((name ?? vendor ?? version) is { } extra)
            {
                report(new(SnowplowCodes.BadSchema, $"the schema is given whole, and {extra.Name} too", extra.Place, "leave one of them out"));
            }

            return Address(whole, SnowplowFields.Schema);
        }

        if (name is null || vendor is null)
        {
            report(new(
                SnowplowCodes.MissingField,
                $"the event has no '{(name is null && vendor is null ? "schema" : name is null ? "name" : "vendor")}'",
                shape.Root.Place,
                "add schema: iglu:VENDOR/NAME/jsonschema/1-0-0, or name and vendor"));
            return null;
        }

        var parts = ((string, ShapeMember?)[])[(SnowplowFields.Vendor, vendor), (SnowplowFields.Name, name), (SnowplowFields.Version, version)];
        var sources = parts.Select(part => part.Item2 is { } member ? Single(member, part.Item1) : FieldSource.Absent(shape.Root.Place)).ToList();
        return sources is [{ } ofVendor, { } ofName, { } ofVersion] ? Checked(SchemaSource.Of(ofVendor, ofName, ofVersion)) : null;
    }

    private SchemaSource? Address(ShapeMember member, string path) => Single(member, path) is { } source ? Checked(SchemaSource.Of(source, path)) : null;

    private FieldSource? Single(ShapeMember member, string path)
    {
        if (FieldSource.Of(member.Node) is { } source) return source;
        report(new(SnowplowCodes.WrongType, $"{path} is not a single value", member.Place));
        return null;
    }

    private SchemaSource Checked(SchemaSource schema)
    {
        if (!schema.IsConstant) return schema;
        var quoted = new ArrayBufferWriter<byte>();
        if (schema.Write([], quoted) is { } wrong) report(wrong);
        else if (options.Schemas?.Find(Encoding.UTF8.GetString(quoted.WrittenSpan[1..^1]), shape.Root.Place) is { } unknown) report(unknown);
        return schema;
    }

    private ShapeMember? Given(string name) => shape.Root.Find(name) is { Node: not ShapeConstant { Value.IsNull: true } } member ? member : null;
}
