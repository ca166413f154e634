using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// Checks a mapping's event before the first row and finds where each field comes from. What is the same in every row is checked here,
/// with its place in the mapping; what rows fill is checked by <see cref="NamelessPacker"/>.
/// </summary>
internal sealed class NamelessBinding(EventShape shape, NamelessOptions options, FindingList findings)
{
    private readonly List<Finding> found = [];

    /// <summary>The event's sources, or null when no row could be sent (findings say why).</summary>
    public BoundEvent? Bind()
    {
        var bound = Fields();
        Names();
        new BindingChecks(options, found).Check(bound);
        findings.AddRange(found);
        return found.Exists(finding => finding.Severity == Severity.Error) ? null : bound;
    }

    private BoundEvent Fields()
    {
        var (datalayer, datalayerWhole, datalayerGuards) = Datalayer();
        return new()
        {
            Name = Scalar(NamelessFields.EventName),
            Timestamp = Scalar(NamelessFields.EventTimestamp),
            Origin = Scalar(NamelessFields.EventOrigin),
            EventId = Scalar(NamelessFields.EventId),
            Date = Scalar(NamelessFields.EventDate),
            ClientId = Scalar(NamelessFields.ClientId),
            SessionId = Scalar(NamelessFields.SessionId),
            PageId = Scalar(NamelessFields.PageId),
            PageDate = Scalar(NamelessFields.PageDate),
            PageData = Part(PartRules.PageData),
            EventData = Part(PartRules.EventDataOf(options)),
            UserData = Part(PartRules.UserData),
            SessionData = Part(PartRules.SessionData),
            ConsentData = Part(PartRules.ConsentData),
            GtmData = Part(PartRules.GtmData),
            Ecommerce = shape.Root.Find(NamelessFields.Ecommerce) is null ? null : Part(PartRules.Ecommerce),
            Datalayer = datalayer,
            DatalayerWhole = datalayerWhole,
            DatalayerGuards = datalayerGuards,
        };
    }

    /// <summary>Names at top level that the table does not have: the tag answers 200 to them and the row is lost.</summary>
    private void Names()
    {
        var known = NamelessFields.Of(options.Version).Select(field => field.Name).ToList();
        foreach (var member in shape.Root.Members)
        {
            if (known.Contains(member.Name, StringComparer.Ordinal)) continue;
            if (NamelessFields.SetByServer.Contains(member.Name, StringComparer.Ordinal))
            {
                Report(NamelessCodes.ReplacedByServer, member.Place, $"the server sets '{member.Name}' itself; it is not sent", "leave it out");
                continue;
            }

            Report(
                NamelessCodes.UnknownField,
                member.Place,
                NamelessFields.All.Any(field => field.Name == member.Name)
                    ? $"tags of 2025 have no field '{member.Name}'"
                    : $"Nameless Analytics has no field '{member.Name}'; the tag would answer 200 and lose the row",
                NamelessFields.Moved.GetValueOrDefault(member.Name)
                    ?? DidYouMean.Hint(member.Name, known)
                    ?? "put values of your own under event_data, user_data or session_data");
        }

        foreach (var field in NamelessFields.All.Where(field => field.Required))
        {
            if (shape.Root.Find(field.Name) is { Node: not ShapeConstant { Value.IsNull: true } }) continue;
            Report(NamelessCodes.MissingField, shape.Root.Place, $"the event has no '{field.Name}'", $"add {field.Name}: = … ({field.Help})");
        }
    }

    private FieldSource Scalar(string name)
    {
        if (shape.Root.Find(name) is not { } member) return FieldSource.Absent(shape.Root.Place);
        if (FieldSource.Of(member.Node) is { } source) return source;
        Report(
            NamelessCodes.WrongType,
            member.Place,
            $"{name} is {(member.Node is ShapeList ? "a list" : "an object")}; it should be a single value",
            null);
        return FieldSource.Absent(member.Place);
    }

    private EventPart Part(PartRules rules)
    {
        switch (shape.Root.Find(rules.Name)?.Node)
        {
            case null or ShapeConstant { Value.IsNull: true }:
                return EventPart.Absent(rules, shape.Root.Place);
            case ShapeObject members:
                Members(rules, members);
                return EventPart.Members(rules, members, Guards(members, rules.Name, rules.Values), shape.KeepNulls);
            case ShapeSlot { Kind: null or ValueKind.Object or ValueKind.Null } slot:
                return EventPart.Whole(rules, FieldSource.Of(slot)!);
            case var other:
                Report(NamelessCodes.WrongType, other.Place, $"{rules.Name} is {Noun(other)}; it should be an object", null);
                return EventPart.Absent(rules, other.Place);
        }
    }

    private void Members(PartRules rules, ShapeObject members)
    {
        foreach (var member in members.Members)
        {
            var path = $"{rules.Name}.{member.Name}";
            if (rules.Forbidden.Contains(member.Name, StringComparer.Ordinal)) Report(PartRules.Forbids(path, member.Place));
            if (rules.Taken.Contains(member.Name, StringComparer.Ordinal) && FieldSource.Of(member.Node) is null)
            {
                Report(NamelessCodes.WrongType, member.Place, $"{path} is {Noun(member.Node)}; it should be a single value", null);
            }

            if (rules.Name == NamelessFields.EventData && PartRules.ReplacedInEventData.Contains(member.Name, StringComparer.Ordinal))
            {
                Report(NamelessCodes.ReplacedByServer, member.Place, $"the server replaces {path}", $"keep it under a name of your own: source_{member.Name}");
            }

            if (path == "user_data.user_id" && options.Version == NamelessVersion.Tag2026)
            {
                Report(NamelessCodes.MovedKey, member.Place, "reports read user_id from session_data", "put it under session_data.user_id");
            }
        }
    }

    private (JsonTemplate? Members, FieldSource Whole, Guard[] Guards) Datalayer()
    {
        var absent = FieldSource.Absent(shape.Root.Place);
        switch (shape.Root.Find(NamelessFields.Datalayer)?.Node)
        {
            case null or ShapeConstant { Value.IsNull: true }:
                return (null, absent, []);
            case ShapeSlot { Kind: null or ValueKind.Object or ValueKind.List or ValueKind.Null } slot:
                return (null, FieldSource.Of(slot)!, []);
            case ShapeObject or ShapeList:
                var node = shape.Root.Find(NamelessFields.Datalayer)!.Node;
                return (JsonTemplate.Of(node, shape.KeepNulls), absent, Guards(node, NamelessFields.Datalayer, ValueRule.Any));
            case var other:
                Report(NamelessCodes.WrongType, other.Place, $"datalayer is {Noun(other)}; it should be a list or an object", null);
                return (null, absent, []);
        }
    }

    /// <summary>Checks the constants below a node and collects its slots; a slot whose type is known to be wrong is reported here.</summary>
    private Guard[] Guards(ShapeNode node, string path, ValueRule rule)
    {
        var guards = new List<Guard>();
        Walk(node, path);
        return [.. guards];

        void Walk(ShapeNode at, string name)
        {
            switch (at)
            {
                case ShapeObject inner when at == node || rule == ValueRule.Any:
                    foreach (var member in inner.Members) Walk(member.Node, $"{name}.{member.Name}");
                    break;
                case ShapeList inner when rule == ValueRule.Any:
                    for (var i = 0; i < inner.Items.Count; i++) Walk(inner.Items[i], FormattableString.Invariant($"{name}[{i}]"));
                    break;
                case ShapeConstant constant:
                    if (ValueRules.Check(constant.Value, rule, name, constant.Place) is { } wrong) Report(wrong);
                    break;
                case ShapeSlot slot:
                    if (slot.Kind is { } kind && ValueRules.CheckKind(kind, rule, name, slot.Place) is { } mistyped) Report(mistyped);
                    guards.Add(new(slot.Index, name, slot.Place));
                    break;
                default:
                    Report(ValueRules.CheckKind(at is ShapeList ? ValueKind.List : ValueKind.Object, rule, name, at.Place)!);
                    break;
            }
        }
    }

    private static string Noun(ShapeNode node) => node switch
    {
        ShapeObject => "an object",
        ShapeList => "a list",
        ShapeConstant constant => ValueWords.Of(constant.Value.Kind),
        ShapeSlot { Kind: { } kind } => ValueWords.Of(kind),
        _ => "a value",
    };

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));

    private void Report(Problem problem) => found.Add(new(problem.Code, problem.Place ?? shape.Root.Place, problem.Message, problem.Hint));
}
