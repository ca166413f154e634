using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.Postgres;

namespace Loader.Tests.Sources.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresSourceTests(PostgresCluster cluster)
{
    private readonly FindingList findings = [];

    public static TheoryData<string, ValueKind?, string> Types => new()
    {
        { "1::int2", ValueKind.Integer, "integer 1" },
        { "'-9223372036854775808'::int8", ValueKind.Integer, "integer -9223372036854775808" },
        { "12.50::numeric(10,2)", ValueKind.Decimal, "decimal 12.50" },
        { "12::numeric", ValueKind.Decimal, "decimal 12" },
        { "1234567890123456789012345678::numeric", ValueKind.Decimal, "decimal 1234567890123456789012345678" },
        { "-0.0000000000000000000000000001::numeric", ValueKind.Decimal, "decimal -0.0000000000000000000000000001" },
        { "12345678901234567890123456789.5::numeric", ValueKind.Decimal, "widedecimal 12345678901234567890123456789.5" },
        { "0.12345678901234567890123456789::numeric", ValueKind.Decimal, "widedecimal 0.12345678901234567890123456789" },
        { "'NaN'::numeric", ValueKind.Decimal, "problem: 'NaN' is a numeric without digits" },
        { "'-Infinity'::numeric", ValueKind.Decimal, "problem: '-Infinity' is a numeric without digits" },
        { "0.1::float4", ValueKind.Float, "float 0.1" },
        { "0.1::float8 + 0.2::float8", ValueKind.Float, "float 0.30000000000000004" },
        { "'Infinity'::float8", ValueKind.Float, "float Infinity" },
        { "true", ValueKind.Boolean, "boolean true" },
        { "'Grüße'::text", ValueKind.Text, "text Grüße" },
        { "''::varchar(5)", ValueKind.Text, "text " },
        { "'ab'::char(4)", ValueKind.Text, "text ab  " },
        { @"'\x00ff10'::bytea", ValueKind.Bytes, "bytes AP8Q" },
        { "''::bytea", ValueKind.Bytes, "bytes " },
        { "'2024-02-29'::date", ValueKind.Date, "date 2024-02-29" },
        { "'0044-03-15 BC'::date", ValueKind.Date, "problem: '0044-03-15 BC' is a date outside the years 1 to 9999" },
        { "'infinity'::date", ValueKind.Date, "problem: 'infinity' is a date outside the years 1 to 9999" },
        { "'2026-03-29 02:30:00.125'::timestamp", ValueKind.Text, "text 2026-03-29 02:30:00.125" },
        { "'2026-03-01 10:00:00.123456+05:30'::timestamptz", ValueKind.Time, "time 2026-03-01T04:30:00.123456Z" },
        { "'1969-12-31 23:59:59.5Z'::timestamptz", ValueKind.Time, "time 1969-12-31T23:59:59.500Z" },
        { "'-infinity'::timestamptz", ValueKind.Time, "problem: '-infinity' is a time outside the years 1 to 9999" },
        { "'10:30:00'::time", ValueKind.Text, "text 10:30:00" },
        { "'1 day -02:00:00.5'::interval", ValueKind.Duration, "duration PT21H59M59.5S" },
        { "'-1.5 seconds'::interval", ValueKind.Duration, "duration -PT1.5S" },
        { "'0'::interval", ValueKind.Duration, "duration PT0S" },
        { "'1 month'::interval", ValueKind.Duration, "problem: 'P1M' has months, which have no fixed length" },
        { "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", ValueKind.Text, "text a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" },
        { "'192.168.0.1/24'::inet", ValueKind.Text, "text 192.168.0.1/24" },
        { """'{"a": 1.50, "b": [1, null, "x\"y"], "big": 12345678901234567890}'::json""", null, """object {"a":1.50,"b":[1,null,"x\"y"],"big":12345678901234567890}""" },
        { "'12.50'::jsonb", null, "decimal 12.50" },
        { "'null'::jsonb", null, "∅" },
        { "array[1, null, 3]", ValueKind.List, "list [1,null,3]" },
        { "array['a', 'b,c', 'say \"hi\"', 'back\\slash', 'NULL', '', null]", ValueKind.List, """list ["a","b,c","say \"hi\"","back\\slash","NULL","",null]""" },
        { "array[[1, 2], [3, 4]]", ValueKind.List, "list [[1,2],[3,4]]" },
        { "'[0:1]={7,8}'::int[]", ValueKind.List, "list [7,8]" },
        { "'{}'::numeric[]", ValueKind.List, "list []" },
        { "array[1.50, 2]::numeric[]", ValueKind.List, "list [1.50,2]" },
        { "'paid'::mood", ValueKind.Text, "text paid" },
        { "7::positive", ValueKind.Integer, "integer 7" },
        { "row('A (1), \"x\"', 12.50, null)::order_line", ValueKind.Object, """object {"sku":"A (1), \"x\"","price":12.50,"note":null}""" },
        { "array[row('a', 1, ''), null]::order_line[]", ValueKind.List, """list [{"sku":"a","price":1,"note":""},null]""" },
        { "null::int", ValueKind.Integer, "∅" },
    };

    [PostgresTheory]
    [MemberData(nameof(Types))]
    public async Task Every_type_arrives_exactly_or_says_why_not(string sql, ValueKind? kind, string expected)
    {
        MakeTypes();
        await using var source = await OpenAsync($"select {sql} as v order by 1::int");

        Assert.Equal(kind, Assert.Single(source.Schema.Columns).Kind);
        Assert.Equal([$"[{expected}]"], await source.ShowAsync());
    }

    [PostgresFact]
    public async Task Rejected_rows_come_back_as_the_values_they_were()
    {
        MakeTypes();
        var columns = string.Join(
            ", ",
            Types.Where(row => !((string)row[0]).Contains("'null'::jsonb", StringComparison.Ordinal)).Select((row, i) => $"({row[0]}) as c{i}"));
        await using var source = await OpenAsync($"select {columns} order by 1");
        using var folder = new TemporaryFolder();
        var path = folder.Write("rejected.csv", System.Text.Encoding.UTF8.GetBytes(await source.RejectedAsync()));

        await using var again = await new PostgresKind().OpenAsync("path: " + path, findings);

        var original = (await source.ShowAsync()).Single()[1..^1].Split('|');
        Assert.Equal(original, (await again!.ShowAsync()).Single()[1..^1].Split('|')[..original.Length]);
    }

    [PostgresFact]
    public async Task Parameters_take_the_type_of_their_place()
    {
        await using var source = await OpenAsync(
            "select @n::int + 1 as n, @day::date as day, 'a' = any(@names) as found, 2 = any(@ids::int[]) as two, @none::text as none, '@n' as "
            + "quoted order by @n",
            """
            parameters: { n: 41, day: 2026-03-01, names: [a, 'b "x", \y'], ids: [1, 2], none: null }
            """);

        Assert.Equal(["[integer 42|date 2026-03-01|boolean true|boolean true|∅|text @n]"], await source.ShowAsync());
    }

    [PostgresFact]
    public async Task Rows_are_those_of_one_moment()
    {
        cluster.Execute("drop table if exists moment; create table moment as select g as id from generate_series(1, 300) g");
        await using var source = await OpenAsync("select id from moment order by id", "fetch: 10");
        var rows = 0L;

        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk)
            {
                if (rows == 0) cluster.Execute("insert into moment values (0), (301); delete from moment where id = 299");
                rows += chunk.Count;
            }
        }

        Assert.Equal(300, rows);
        Assert.Equal(300, (await source.ShowAsync()).Count);
    }

    [PostgresFact]
    public async Task Another_run_can_tell_whether_the_rows_still_begin_as_they_did()
    {
        const string Query = "select id, note from grown order by id";
        cluster.Execute("drop table if exists grown; create table grown as select g as id, 'n' || g as note from generate_series(1, 5000) g");
        ContentMark part, all;
        await using (var source = await OpenAsync(Query))
        {
            await using (var chunks = source.ReadAsync(1, [0], CancellationToken.None).GetAsyncEnumerator())
            {
                Assert.True(await chunks.MoveNextAsync());
                part = source.Read!;
            }

            await source.ShowAsync(4_000);
            all = source.Read!;
        }

        Assert.InRange(part.Bytes, 1, all.Bytes - 1);
        cluster.Execute("insert into grown values (5001, 'new')");
        Assert.Equal((true, true), await Begins(Query));
        cluster.Execute("update grown set note = 'other' where id = 4999");
        Assert.Equal((true, false), await Begins(Query));
        cluster.Execute("delete from grown where id = 1");
        Assert.Equal((false, false), await Begins(Query));

        async Task<(bool Part, bool All)> Begins(string query)
        {
            await using var source = await OpenAsync(query);
            return (await source.BeginsWithAsync(part, CancellationToken.None), await source.BeginsWithAsync(all, CancellationToken.None));
        }
    }

    [PostgresTheory]
    [InlineData("query: select foo from pg_class order by 1", "mapping.yaml:2:15: error SQL002: column \"foo\" does not exist (SQLSTATE 42703)")]
    [InlineData("query: |\n  select 1 as a,\n    @n::int as b,\n    bar as c\n  order by 1\nparameters: { n: 123456 }", "mapping.yaml:5:5: error SQL002: column \"bar\" does not exist (SQLSTATE 42703)")]
    [InlineData("query: select 1, 2 as b order by 1", "mapping.yaml:2:8: error SQL005: a column of the query has no name")]
    [InlineData("query: select 1 as b, 2 as b order by 1", "mapping.yaml:2:8: error SQL005: 2 columns of the query are named 'b'")]
    [InlineData("query: select 1 as b where false order by 1", "mapping.yaml:2:8: error SQL004: the query gives no rows")]
    [InlineData("query: delete from moment", "mapping.yaml:2:8: error SQL003: a query begins with SELECT or WITH, this one with 'delete'")]
    [InlineData("query: select 1 as a order by 1; drop table x", "mapping.yaml:2:34: error SQL003: a second statement begins here")]
    [InlineData("query: select @n as a order by 1", "mapping.yaml:2:8: error SQL007: the query's parameter '@n' has no value")]
    [InlineData("query: select 1 as a order by 1\nparameters: { n: 1 }", "mapping.yaml:3:15: error SQL007: the query has no parameter '@n'")]
    [InlineData("query: select @n as a order by 1\nparameters: { n: = now }", "mapping.yaml:3:18: error SQL007: parameter 'n' is a plain value; '= now' would be computed")]
    [InlineData("query: select 1 as a", "mapping.yaml:2:8: note SQL006: the query has no ORDER BY: a stopped run may not be able to continue")]
    public async Task Mistakes_are_findings_at_their_place(string yaml, string expected)
    {
        await using var source = await new PostgresKind().OpenAsync($"connection: {cluster.Connection}\n{yaml}", findings);

        Assert.Equal(expected, findings.Select(finding => finding.ToString().Split('\n')[0]).First());
    }

    [PostgresFact]
    public async Task A_check_does_not_run_the_query()
    {
        await using var source = await new PostgresKind().OpenAsync(
            $"connection: {cluster.Connection}\nquery: select 1/0 as boom order by 1",
            findings,
            check: true);

        Assert.NotNull(source);
        Assert.Empty(findings);
    }

    [PostgresFact]
    public async Task A_query_cannot_write()
    {
        cluster.Execute("create or replace function writes() returns int language sql as 'create table written (a int); select 1'");
        await using var source = await new PostgresKind().OpenAsync($"connection: {cluster.Connection}\nquery: select writes() as a order by 1", findings);

        Assert.Contains("read-only transaction", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task What_breaks_midway_is_told_after_every_row_before_it()
    {
        await using var source = await OpenAsync("select 100 / (700 - g) as a from generate_series(1, 1000) g", "fetch: 50");
        var rows = 0L;

        var broken = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
            {
                using (chunk) rows += chunk.Count;
            }
        });

        Assert.Equal(650, rows - (rows % 50));
        Assert.Contains("division by zero", broken.Finding.Message, StringComparison.Ordinal);
        Assert.Equal(PostgresCodes.Broken, broken.Finding.Code);
    }

    [PostgresFact]
    public async Task A_lost_connection_is_told_as_such()
    {
        await using var source = await OpenAsync("select g as a, repeat('x', 1000) as b from generate_series(1, 100000) g order by g", "fetch: 100");

        var broken = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
            {
                chunk.Dispose();
                cluster.Execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'loader'");
            }
        });

        Assert.Equal(PostgresCodes.Broken, broken.Finding.Code);
    }

    [PostgresFact]
    public async Task A_wrong_password_is_never_shown()
    {
        var secrets = new Secrets();
        var connection = cluster.Connection.Replace("loader", "nobody", StringComparison.Ordinal) + ";Password=hunter22hunter22";
        await using var source = await new PostgresKind().OpenAsync(
            "connection: ${PG}\nquery: select 1 as a order by 1",
            findings,
            _ => connection,
            secrets: secrets);

        Assert.Null(source);
        Assert.Equal(PostgresCodes.NoConnection, Assert.Single(findings).Code);
        Assert.DoesNotContain("hunter22", findings[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("it was [secret]", secrets.Redact("it was hunter22hunter22"));
    }

    private void MakeTypes() => cluster.Execute(
        """
        do $$ begin
          create type mood as enum ('open', 'paid'); create domain positive as int check (value > 0); create type order_line as (sku text, price numeric, note text);
        exception when duplicate_object then null; end $$
        """);

    private async Task<ISource> OpenAsync(string query, string more = "")
    {
        var source = await new PostgresKind().OpenAsync($"connection: {cluster.Connection}\nquery: |\n  {query}\n{more}", findings);
        Assert.True(source is not null, string.Join('\n', findings));
        return source;
    }
}
