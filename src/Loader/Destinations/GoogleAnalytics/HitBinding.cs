using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>Checks a mapping's event before the first row. Its fields are parameters of the protocol, sent in the order of the mapping.</summary>
internal sealed class HitBinding(EventShape shape, GoogleAnalyticsOptions options, FindingList findings)
{
    private readonly List<Finding> found = [];

    public BoundHit? Bind()
    {
        var place = shape.Root.Place;
        List<BoundParameter> parameters =
        [
            Parameter("v", FieldSource.Of(new ShapeConstant(Value.Of("1"), place))!),
            Parameter("tid", FieldSource.Of(new ShapeConstant(Value.Of(options.TrackingId), place))!),
            Parameter("t", FieldSource.Absent(place)),
        ];
        foreach (var member in shape.Root.Members) Add(member, parameters);

        // What keeps a GET from being answered out of a cache stands last (parameter reference, "Cache Buster").
        var bound = new BoundHit([.. parameters.OrderBy(parameter => options.Get && parameter.Name == "z")], Type: 2);
        Constants(bound);
        Needs(bound);
        findings.AddRange(found);
        return found.Exists(finding => finding.Severity == Severity.Error) ? null : bound;
    }

    /// <summary>A parameter that every hit has is replaced where it stands; all others come in the order of the mapping.</summary>
    private void Add(ShapeMember member, List<BoundParameter> parameters)
    {
        var source = member.Node is ShapeList list && list.Items.All(item => item is ShapeConstant)
            ? FieldSource.Of(new ShapeConstant(Value.Of([.. list.Items.Select(item => ((ShapeConstant)item).Value)]), list.Place))
            : FieldSource.Of(member.Node);
        if (source is null)
        {
            Report(
                GoogleAnalyticsCodes.WrongType,
                member.Place,
                $"{member.Name} is {(member.Node is ShapeList ? "a list" : "an object")}; a hit holds texts and numbers",
                null);
            return;
        }

        if (HitParameters.Find(member.Name) is null)
        {
            Report(
                GoogleAnalyticsCodes.UnknownParameter,
                member.Place,
                $"the protocol has no parameter '{member.Name}'",
                DidYouMean.Hint(member.Name, HitParameters.Names) ?? "fields are the short names of the protocol: dl, dt, ec, ea, …");
        }

        var at = parameters.FindIndex(parameter => parameter.Name == member.Name);
        if (at < 0) parameters.Add(Parameter(member.Name, source));
        else parameters[at] = Parameter(member.Name, source);
    }

    private void Constants(BoundHit bound)
    {
        foreach (var parameter in bound.Parameters)
        {
            if (parameter.Source.IsConstant && HitValues.Check(parameter, parameter.Source.In([])) is { } wrong) Report(wrong);
            else if (!parameter.Source.IsConstant
                && parameter.Source.Kind is ValueKind.Object or ValueKind.Time or ValueKind.Date or ValueKind.Duration or ValueKind.Bytes)
            {
                var kind = ValueWords.Of(parameter.Source.Kind.Value);
                Report(
                    GoogleAnalyticsCodes.WrongType,
                    parameter.Source.Place,
                    $"{parameter.Name} is {kind}; a hit holds texts and numbers",
                    "convert it: … | text");
            }
        }
    }

    private void Needs(BoundHit bound)
    {
        if (bound.Find("cid") is not { Source.IsGiven: true } && bound.Find("uid") is not { Source.IsGiven: true })
        {
            Report(
                GoogleAnalyticsCodes.MissingParameter,
                shape.Root.Place,
                "a hit needs cid or uid",
                "make one from what is known of the client: cid: = ga_client_id(…)");
        }

        var type = bound.Parameters[bound.Type].Source;
        if (!type.IsGiven)
        {
            Report(
                GoogleAnalyticsCodes.MissingParameter,
                shape.Root.Place,
                "a hit needs its type",
                "add t: pageview, or one of: " + string.Join(", ", HitTypes.Names));
            return;
        }

        if (!type.IsConstant || type.Kind != ValueKind.Text) return;
        var name = type.In([]).Text;
        var index = HitTypes.IndexOf(type.In([]).Utf8);
        if (index < 0)
        {
            Report(
                GoogleAnalyticsCodes.UnknownType,
                type.Place,
                $"there is no hit of type '{name}'",
                DidYouMean.Hint(name, HitTypes.Names) ?? "one of: " + string.Join(", ", HitTypes.Names));
        }
        else if (!HitTypes.NeedsOf(index).Any(list => list.All(need => bound.Find(need) is { Source.IsGiven: true })))
        {
            Report(GoogleAnalyticsCodes.MissingParameter, type.Place, $"a {name} needs {HitTypes.NeedsInWords(index)}", null);
        }
    }

    private static BoundParameter Parameter(string name, FieldSource source)
    {
        var opening = new ArrayBufferWriter<byte>();
        FormText.Encode(Encoding.UTF8.GetBytes(name), opening);
        opening.Write("="u8);
        return new(name, opening.WrittenSpan.ToArray(), HitParameters.Find(name) ?? new(HitValue.Text), source);
    }

    private void Report(FindingCode code, Place place, string message, string? hint) => found.Add(new(code, place, message, hint));

    private void Report(Problem problem) => found.Add(new(problem.Code, problem.Place ?? shape.Root.Place, problem.Message, problem.Hint));
}
