using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Checks a mapping's event before the first row and finds where each field comes from. What is the same in every row is checked here, with its place
/// in the mapping; what rows fill is checked by <see cref="Ga4Packer"/>.
/// </summary>
internal sealed class Ga4Binding(EventShape shape, Ga4Options options, FindingList findings)
{
    private readonly List<Finding> found = [];

    /// <summary>The event's sources, or null when no row could be sent (findings say why).</summary>
    public BoundGa4Event? Bind()
    {
        Names();
        var parameters = new ParamsPart(options.LongestValue);
        var bound = new BoundGa4Event
        {
            Name = Text(Ga4Fields.Name),
            Client = Text(options.ClientField),
            Timestamp = Timestamp(),
            UserId = Text(Ga4Fields.UserId),
            IpOverride = Text(Ga4Fields.IpOverride),
            UserAgent = Text(Ga4Fields.UserAgent),
            Params = Object(parameters),
            Value = Parameter(ParamsPart.Worth),
            Currency = Parameter(ParamsPart.Currency),
            TransactionId = Parameter(ParamsPart.TransactionId),
            CheckedUserProperties = Object(new UserPropertiesPart()),
            UserProperties = UserProperties.Of(shape.Root.Find(Ga4Fields.UserProperties)?.Node),
            UserData = Object(new UserDataPart()),
            Consent = Object(WordsPart.Consent),
            UserLocation = Object(WordsPart.UserLocation),
            Device = Object(WordsPart.Device),
        };
        Constants(bound);
        findings.AddRange(found);
        return found.Exists(finding => finding.Severity == Severity.Error) ? null : bound;
    }

    private void Names()
    {
        var other = options.IsApp ? Ga4Fields.ClientId : Ga4Fields.AppInstanceId;
        var known = Ga4Fields.All.Select(field => field.Name).Where(name => name != other).ToList();
        foreach (var member in shape.Root.Members.Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
        {
            Report(
                Ga4Codes.UnknownField,
                member.Place,
                member.Name == other
                    ? $"{other} belongs to {(options.IsApp ? "web streams (measurement_id)" : "streams of apps (firebase_app_id)")}"
                    : $"an event of Google Analytics 4 has no field '{member.Name}'",
                DidYouMean.Hint(member.Name, known) ?? $"a parameter stands under params: {member.Name}: …");
        }

        foreach (var name in new[] { Ga4Fields.Name, options.ClientField, Ga4Fields.Timestamp })
        {
            if (shape.Root.Find(name) is { Node: not ShapeConstant { Value.IsNull: true } }) continue;
            var help = Ga4Fields.All.First(field => field.Name == name).Help;
            Report(Ga4Codes.MissingField, shape.Root.Place, $"the event has no '{name}'", $"add {name}: = … ({help})");
        }
    }

    private FieldSource Scalar(string name)
    {
        if (shape.Root.Find(name) is not { } member) return FieldSource.Absent(shape.Root.Place);
        if (FieldSource.Of(member.Node) is { } source) return source;
        Report(Ga4Codes.WrongType, member.Place, $"{name} is {(member.Node is ShapeList ? "a list" : "an object")}; it should be a single value", null);
        return FieldSource.Absent(member.Place);
    }

    private FieldSource Text(string name)
    {
        var source = Scalar(name);
        if (source is { IsGiven: true, Kind: { } kind } && kind is not (ValueKind.Text or ValueKind.Null))
        {
            Report(Ga4Codes.WrongType, source.Place, $"{name} is {ValueWords.Of(kind)}, not a text", "convert it: … | text");
        }
        else if (source is { IsConstant: true, Kind: ValueKind.Text } && source.In([]).Utf8.IsEmpty)
        {
            Report(Ga4Codes.MissingField, source.Place, $"{name} is empty", null);
        }

        return source;
    }

    private FieldSource Timestamp()
    {
        var source = Scalar(Ga4Fields.Timestamp);
        if (source is { IsGiven: true, Kind: { } kind } && kind is not (ValueKind.Time or ValueKind.Integer or ValueKind.Null))
        {
            Report(
                Ga4Codes.BadTimestamp,
                source.Place,
                $"timestamp is {ValueWords.Of(kind)}, not a time",
                "convert it: … | time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\")");
        }

        return source;
    }

    /// <summary>A single parameter; nowhere when rows bring the parameters whole.</summary>
    private FieldSource Parameter(string name) =>
        shape.Root.Find(Ga4Fields.Params)?.Node is ShapeObject parameters && parameters.Find(name) is { } member && FieldSource.Of(member.Node) is { } source
            ? source
            : FieldSource.Absent(shape.Root.Place);

    private Ga4Object Object(IGa4Part part)
    {
        switch (shape.Root.Find(part.Name)?.Node)
        {
            case null or ShapeConstant { Value.IsNull: true }:
                return Ga4Object.Absent(part);
            case ShapeObject members:
                var guards = new List<Guard>();
                Members(part, members, part.Name, guards);
                return Ga4Object.Members(part, members, [.. guards]);
            case ShapeSlot { Kind: null or ValueKind.Object or ValueKind.Null } slot:
                return Ga4Object.Whole(part, FieldSource.Of(slot)!);
            case var other:
                Report(Ga4Codes.WrongType, other.Place, $"{part.Name} should be an object", null);
                return Ga4Object.Absent(part);
        }
    }

    private void Members(IGa4Part part, ShapeObject members, string path, List<Guard> guards)
    {
        if (members.Members.Count > part.Most)
        {
            Report(Ga4Codes.TooMany, members.Place, $"{path} has {members.Members.Count} members; Google takes {part.Most}", null);
        }

        foreach (var member in members.Members)
        {
            var inner = $"{path}.{member.Name}";
            if (part.CheckName(member.Name, inner, member.Place) is { } badName) Report(badName);
            else Value(part, member.Name, member.Node, inner, guards);
        }

        if (part.CheckComplete(name => members.Find(name) is not null, path, members.Place) is { } missing) Report(missing);
    }

    private void Value(IGa4Part part, string name, ShapeNode node, string path, List<Guard> guards)
    {
        switch (node)
        {
            case ShapeConstant constant:
                if (part.Check(name, constant.Value, path, constant.Place) is { } wrong) Report(wrong);
                break;
            case ShapeSlot slot:
                guards.Add(new(part, name, slot.Index, path, slot.Place));
                break;
            case ShapeObject inside when part.Inside(name) is { } inner:
                Members(inner, inside, path, guards);
                break;
            case ShapeList list when part.Inside(name) is { } inner:
                Items(inner, part, name, list, path, guards);
                break;
            case ShapeList list when part is UserDataPart:
                foreach (var item in list.Items) Value(part, name, item, path, guards);
                break;
            default:
                Report(Ga4Codes.WrongType, node.Place, $"{path} is {(node is ShapeList ? "a list" : "an object")}; Google takes texts and numbers", null);
                break;
        }
    }

    private void Items(IGa4Part inner, IGa4Part part, string name, ShapeList list, string path, List<Guard> guards)
    {
        if (list.Items.Count > Ga4Limits.Items)
        {
            Report(Ga4Codes.TooMany, list.Place, $"{path} has {list.Items.Count} items; Google takes {Ga4Limits.Items}", null);
        }

        foreach (var item in list.Items)
        {
            if (item is ShapeObject members) Members(inner, members, path, guards);
            else if (part is UserDataPart) Value(part, name, item, path, guards);
            else Report(Ga4Codes.WrongType, item.Place, $"{path} should hold objects", null);
        }
    }

    private void Constants(BoundGa4Event bound)
    {
        if (bound.Name is { IsConstant: true, Kind: ValueKind.Text })
        {
            if (Ga4Names.OfEvent(bound.Name.In([]).Utf8, options.IsApp, bound.Name.Place) is { } badName) Report(badName);
            else if (Ga4Packer.NeedsTransaction(bound.Name.In([]).Utf8)
                && shape.Root.Find(Ga4Fields.Params)?.Node is not ShapeSlot
                && !bound.TransactionId.IsGiven)
            {
                Report(Ga4Codes.BadParameter, bound.Name.Place, $"a {bound.Name.In([])} needs params.transaction_id", "it is what Google tells doubles by");
            }
        }

        if (bound.Value.IsGiven && !bound.Currency.IsGiven)
        {
            Report(Ga4Codes.BadParameter, bound.Value.Place, "params.value needs params.currency", "add currency: EUR; Google drops amounts without one");
        }

        if (bound.Client is { IsConstant: true, IsGiven: true, Kind: ValueKind.Text } && options is { IsApp: false, ClientIds: ClientIdForm.Exact }
            && !ClientIds.IsExact(bound.Client.In([]).Utf8))
        {
            Report(ClientIds.Wrong(bound.Client.In([]), bound.Client.Place));
        }
    }

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));

    private void Report(Problem problem) => found.Add(new(problem.Code, problem.Place ?? shape.Root.Place, problem.Message, problem.Hint));
}
