namespace Loader.EndToEnd.Campaign;

/// <summary>The mapping of a load: the shapes of events that the language has, and the ways in which destinations answer.</summary>
internal static class CampaignMapping
{
    public static string Of(LoadPlan plan, Uri endpoint) => $$"""
        mapping: campaign
        from:
          {{Source(plan.Form)}}
        {{(plan.Shape == Shape.Groups ? "group: = order" : "key: = n")}}
        skip:
          left_out: = status == "left"
        reject:
          wrong: = status == "wrong"
        {{Events(plan.Shape)}}
        to:
          {{(plan.Shape == Shape.Lanes ? Nameless(endpoint) : Http(plan, endpoint))}}
        send: { parallel: {{plan.Parallel}}, attempts: 8, timeout: 30s, grace: 2s }
        uncertain: {{(plan.Resends ? "resend" : "hold")}}
        """;

    private static string Source(Form form) => form switch
    {
        Form.NdJson => $"ndjson: {{ path: {CampaignRows.FileName(form)} }}",
        Form.Parquet => $"parquet: {{ path: {CampaignRows.FileName(form)} }}",
        _ => $"csv: {{ path: {CampaignRows.FileName(form)}, delimiter: \",\" }}",
    };

    private static string Events(Shape shape) => shape switch
    {
        Shape.SeveralEvents => """
            events:
              - { name: a, event: { k: '= "r{n}/a"', s: good } }
              - { name: b, when: '= parts != "1"', event: { k: '= "r{n}/b"', s: = status } }
              - { name: c, when: '= parts == "3"', event: { k: '= "r{n}/c"', s: good } }
            """,
        Shape.Groups => """
            event:
              k: = "g{order}"
              s: = status
              rows:
                each: rows
                as: = n
            """,
        Shape.Lanes => """
            event:
              event_name: purchase
              event_timestamp: 1767225600000
              client_id: = client
              session_id: Session00000001
              page_id: Page00000000001
              event_data:
                k: = "r{n}"
                s: = status
            """,
        _ => """
            event: { k: '= "r{n}"', s: = status, client: = client }
            """,
    };

    private static string Nameless(Uri endpoint) => $"nameless: {{ endpoint: \"{endpoint}\", origin: \"https://shop.example\" }}";

    private static string Http(LoadPlan plan, Uri endpoint) =>
        $"http: {{ url: \"{endpoint}\", body: array, batch: {{ events: {plan.Batch} }}, "
        + (plan.Shape == Shape.Halved
            ? "isolate: halve, answer: { sent_when: = response.ok } }"
            : "answer: { sent_when: = response.ok, errors: = response.errors, index: = error.index, reason: = error.reason } }");
}
