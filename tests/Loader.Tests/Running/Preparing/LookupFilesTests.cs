using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Sources;
using Loader.Tests.Sources;

namespace Loader.Tests.Running.Preparing;

public sealed class LookupFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LookupFiles files = new(SourceCatalog.Default, new([], _ => null, new()));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_has_the_columns_of_its_file_and_its_rows_under_their_keys()
    {
        var table = Open("id;name;cost\nA;Spring;12,50\nB;;3\n", "id", out _)!;

        Assert.Equal(["id", "name", "cost"], table.Columns);
        Assert.Equal(2, table.Count);
        Assert.True(table.TryFind("A"u8, out var row));
        Assert.Equal("12,50", row.Object["cost"].Text);
        Assert.True(table.TryFind("B"u8, out row));
        Assert.True(row.Object["name"].IsNull);
        Assert.False(table.TryFind("C"u8, out _));
    }

    [Theory]
    [InlineData("id,name\nA,1\n", "key", "has no column 'key'; it has id, name")]
    [InlineData("id,name\nA,1\nA,2\n", "id", "line 3: the key 'A' stands there twice")]
    [InlineData("id,name\n,1\n", "id", "line 2: the key is empty")]
    [InlineData("id,name\nA,1,2\n", "id", "line 2: the row has 3 cells; there are 2 columns")]
    [InlineData("", "id", "empty")]
    public void A_file_that_is_no_table_says_why(string text, string key, string message)
    {
        Assert.Null(Open(text, key, out var trouble));
        Assert.Contains(message, trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Null(files.Open("no/such.csv", "id", "name", out var trouble));
        Assert.StartsWith("there is no file 'no/such.csv'", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_once_for_each_key_column()
    {
        var first = Open("id,name\nA,1\n", "id", out _);
        File.Delete(folder.PathOf("t.csv"));

        Assert.Same(first, files.Open(folder.PathOf("t.csv"), "id", "name", out _));
    }

    [Fact]
    public void What_a_file_says_is_a_part_of_what_the_mapping_means()
    {
        const string Mapping = "mapping: m\nkey: = lookup(\"t.csv\", \"id\", a, \"name\")";
        Open("id,name\nA,1\n", "id", out _);
        var other = new LookupFiles(SourceCatalog.Default, new([], _ => null, new()));
        folder.Write("t.csv", "id,name\nA,2\n"u8.ToArray());
        other.Open(folder.PathOf("t.csv"), "id", "name", out _);

        Assert.Single(files.Contents);
        Assert.NotEqual(MappingIdentity.Of(Mapping, "m.yaml", files.Contents), MappingIdentity.Of(Mapping, "m.yaml", other.Contents));
        Assert.NotEqual(MappingIdentity.Of(Mapping, "m.yaml", files.Contents), MappingIdentity.Of(Mapping, "m.yaml"));
    }

    [Fact]
    public void A_secret_is_hidden_once_it_was_asked_for()
    {
        var secrets = new Secrets();
        FindingList findings = [];
        var variables = new SecretVariables(new(findings, name => name == "HASH_KEY" ? "s3cret-pepper" : null, secrets), "m.yaml");

        Assert.Equal("s3cret-pepper", variables.Find("HASH_KEY"));
        Assert.Null(variables.Find("OTHER"));
        Assert.Equal("key [secret]", secrets.Redact("key s3cret-pepper"));
        Assert.Empty(findings);
    }

    [Fact]
    public void A_check_goes_on_without_the_secrets_of_a_run_and_says_so()
    {
        FindingList findings = [];
        var variables = new SecretVariables(new(findings, _ => null, new()) { VariablesMayBeMissing = true }, "m.yaml");

        Assert.NotNull(variables.Find("HASH_KEY"));
        Assert.NotNull(variables.Find("HASH_KEY"));
        Assert.Equal(OptionCodes.VariableForLater, Assert.Single(findings).Code);
    }

    private Table? Open(string text, string key, out string message)
    {
        folder.Write("t.csv", Encoding.UTF8.GetBytes(text));
        var table = files.Open(folder.PathOf("t.csv"), key, "name", out var trouble);
        message = trouble.Message;
        return table;
    }
}
