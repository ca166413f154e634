using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Rows;

public class SchemaTests
{
    [Fact]
    public void Columns_are_found_by_their_exact_name()
    {
        var schema = new Schema([new("id", ValueKind.Text), new("Total", ValueKind.Decimal)]);

        Assert.Equal((0, 1, -1, -1), (schema.IndexOf("id"), schema.IndexOf("Total"), schema.IndexOf("total"), schema.IndexOf("x")));
    }

    [Fact]
    public void A_schema_with_a_name_twice_is_a_bug_of_the_source() =>
        Assert.Throws<ArgumentException>(() => new Schema([new("a", null), new("a", null)]));
}
