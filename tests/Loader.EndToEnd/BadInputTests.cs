namespace Loader.EndToEnd;

/// <summary>Bad input gets one clear message and exit code 2, and nothing is sent.</summary>
public sealed class BadInputTests
{
    [Fact]
    public Task No_such_mapping() => RefusedAsync(["run", "mappping.yaml"], _ => { }, "mappping.yaml", "did you mean 'mapping.yaml'?");

    [Fact]
    public Task No_such_rows() => RefusedAsync(["run", "mapping.yaml"], place => File.Delete(place["rows.csv"]), "rows.csv");

    [Fact]
    public Task A_pattern_that_no_file_matches() =>
        RefusedAsync(["run", "mapping.yaml", "--from", "exports/*.csv"], _ => { }, "nothing matches 'exports/*.csv'", "allow_empty: true");

    [Fact]
    public Task A_folder_without_files() =>
        RefusedAsync(
            ["run", "mapping.yaml", "--from", "exports"],
            place => Directory.CreateDirectory(place["exports"]),
            "nothing matches 'exports'",
            "allow_empty: true");

    [Fact]
    public async Task A_pattern_that_may_match_no_file_is_a_load_of_no_rows()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteMapping(endpoint.Url);
        Change(place, "path: rows.csv", "path: exports/*.csv, allow_empty: true");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Contains("the books balance: 0 = 0 + 0 + 0 + 0", ended.Output, StringComparison.Ordinal);
        Assert.Equal(0, endpoint.Received.Accepted);
    }

    [Fact]
    public Task Empty_rows() => RefusedAsync(["run", "mapping.yaml"], place => place.Write("rows.csv", ""), "empty");

    [Fact]
    public Task A_header_and_no_rows() => RefusedAsync(["run", "mapping.yaml"], place => place.Write("rows.csv", Workplace.Header + "\n"), "allow_empty");

    [Fact]
    public Task A_folder_whose_files_are_not_alike() => RefusedAsync(["run", "mapping.yaml", "--from", "."], _ => { }, "has other columns than");

    [Fact]
    public Task A_binary_file_instead_of_rows() => RefusedAsync(
        ["run", "mapping.yaml"], place => File.WriteAllBytes(place["rows.csv"], [0x50, 0x41, 0x52, 0x31, 0, 0, 1, 2, 3]), "Parquet");

    [Fact]
    public Task A_column_that_is_not_there() => RefusedAsync(
        ["run", "mapping.yaml"], place => Change(place, "= client_id", "= clientid"), "clientid", "did you mean 'client_id'?");

    [Fact]
    public Task No_endpoint() => RefusedAsync(["run", "mapping.yaml"], place => Change(place, "endpoint: ", "#endpoint: "), "endpoint");

    [Fact]
    public Task An_endpoint_from_an_environment_that_does_not_have_it() => RefusedAsync(
        ["run", "mapping.yaml"], place => place.WriteMapping("${NO_SUCH_ENDPOINT}"), "NO_SUCH_ENDPOINT", "is not set");

    [Fact]
    public Task Plain_http_to_another_host() => RefusedAsync(["run", "mapping.yaml", "--to-endpoint", "http://collector.example/tm"], _ => { }, "allow_http");

    [Fact]
    public Task A_port_on_which_nobody_listens() =>
        RefusedAsync(["run", "mapping.yaml", "--to-endpoint", "http://127.0.0.1:9/tm"], _ => { }, "nothing was sent");

    [Fact]
    public Task A_path_that_is_not_the_tags() => RefusedAsync(["run", "mapping.yaml", "--to-endpoint", "{other-path}"], _ => { }, "refused the probe");

    [Fact]
    public Task A_flag_that_does_not_exist() => RefusedAsync(["run", "mapping.yaml", "--paralel", "4"], _ => { }, "--paralel");

    [Fact]
    public Task A_rate_that_is_not_one() => RefusedAsync(["run", "mapping.yaml", "--rate", "fast"], _ => { }, "'fast' is not a rate");

    [Fact]
    public async Task A_mapping_with_ten_mistakes_shows_all_ten()
    {
        using var place = new Workplace();
        place.WriteRows(5);
        place.Write("mapping.yaml", """
            mapping: ten
            from:
              csv: { path: rows.csv }
            columns:
              created_at: tme
              totl: decimal
            key: = order
            skip:
              not_paid: = status !== "paid"
            evnt: {}
            event:
              event_timestamp: = created_at | uper
              client_id: = client
              value: = if(total)
            to:
              nameles: { endpoint: "http://127.0.0.1:9/" }
            send: { paralel: 3 }
            """);

        var ended = await LoaderProcess.RunAsync(place.Folder, "check", "mapping.yaml");

        Assert.Equal(2, ended.ExitCode);
        var errors = ended.Output.Split('\n').Count(line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.True(errors >= 10, ended.ToString());
    }

    [Fact]
    public async Task A_wrong_key_stops_before_the_first_row()
    {
        await using var endpoint = await Endpoint.StartAsync(withKey: true);
        using var place = new Workplace();
        place.WriteRows(5);
        place.WriteMapping(endpoint.Url, to: "api_key: ${KEY}");

        var ended = await LoaderProcess.RunAsync(
            place.Folder,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = "wrong-key-0815" },
            "run",
            "mapping.yaml");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("key", ended.Talk, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("wrong-key-0815", ended.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, endpoint.Received.Requests);
    }

    private static void Change(Workplace place, string from, string to) =>
        place.Write("mapping.yaml", File.ReadAllText(place["mapping.yaml"]).Replace(from, to, StringComparison.Ordinal));

    private static async Task RefusedAsync(string[] arguments, Action<Workplace> spoil, params string[] words)
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteRows(5);
        place.WriteMapping(endpoint.Url);
        spoil(place);

        var ended = await LoaderProcess.RunAsync(
            place.Folder,
            [.. arguments.Select(word => word.Replace("{other-path}", endpoint.UrlOf("/other"), StringComparison.Ordinal))]);

        Assert.True(ended.ExitCode == 2, ended.ToString());
        Assert.All(words, word => Assert.Contains(word, ended.Talk, StringComparison.Ordinal));
        Assert.Equal(0, endpoint.Received.Requests);
        Assert.DoesNotContain("   at Loader.", ended.Talk, StringComparison.Ordinal);
    }
}
