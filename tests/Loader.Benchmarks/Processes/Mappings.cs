using System.Text;

namespace Loader.Benchmarks.Processes;

/// <summary>The mappings of the timed loads: the payload of the original streaming script, about 880 bytes an event.</summary>
internal static class Mappings
{
    private const string EventData = """
          event_data:
            event_type: purchase
            channel_grouping: = if(source == "direct", "direct", "other")
            source: = source
            campaign: spring-sale
            campaign_id: cmp-2023-04
            country: = country
            page_hostname_protocol: https
            page_hostname: shop.example
            page_location: = page_path
            page_language: it
            browser_name: Chrome
            browser_language: it-IT
            browser_version: "135.0.0.0"
            device_type: desktop
            device_vendor: Apple
            device_model: Macintosh
            os_name: Mac OS
            os_version: "10.15.7"
            screen_size: 1512x982
            transaction_id: = order_id
            value: = value
            currency: = currency
            quantity: = quantity
          user_data:
            email: = email
          session_data: {}
          consent_data:
            analytics_storage: Granted
            ad_storage: Denied
        """;

    public static string Single(Uri endpoint) =>
        Mapping("w1", $"nameless: {{ endpoint: \"{endpoint}\", origin: \"https://shop.example\", protocol: seed }}");

    /// <summary>
    /// The same events, each made of the group of its one row: what grouping costs when it brings nothing. Their order_id ascends, their client_id does not.
    /// </summary>
    public static string Grouped(Uri endpoint, string by) => Single(endpoint).Replace("key: = order_id", $"group: = {by}", StringComparison.Ordinal);

    public static string Batched(Uri endpoint) => Mapping("w2", $"json_array: {{ endpoint: \"{endpoint}\" }}");

    private static string Mapping(string name, string destination) => $$"""
        mapping: {{name}}
        from:
          csv: { path: rows.csv, delimiter: "," }
        columns:
          created_at: time
          value: decimal
          quantity: integer
        key: = order_id
        event:
          event_name: purchase
          event_timestamp: = created_at
          client_id: = client_id
          session_id: = session_id
          page_id: = page_id
        {{EventData}}
        to:
          {{destination}}
        """;

    /// <summary>A body of the size that the loader sends, for wrk.</summary>
    public static byte[] TypicalBody(int events)
    {
        var one = "{\"event_name\":\"purchase\",\"event_data\":{\"filling\":\"" + new string('x', 825) + "\"}}";
        return Encoding.UTF8.GetBytes(events == 1 ? one : "[" + string.Join(',', Enumerable.Repeat(one, events)) + "]");
    }
}
