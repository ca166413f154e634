using Loader.Sources.Postgres;

namespace Loader.Tests.Sources.Postgres;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("select @a, @b, @a", "select $1, $2, $1", "a,b")]
    [InlineData("select 1 where x=@a", "select 1 where x=$1", "a")]
    [InlineData("select '@a', \"@a\", @a", "select '@a', \"@a\", $1", "a")]
    [InlineData("select 'it''s @a' -- @a\n, @a /* @a /* @a */ @a */", "select 'it''s @a' -- @a\n, $1 /* @a /* @a */ @a */", "a")]
    [InlineData(@"select E'\'@a', @b", @"select E'\'@a', $1", "b")]
    [InlineData(@"select '\', @b", @"select '\', $1", "b")]
    [InlineData("select $$ @a $$, $x$ @a $$ $x$, @b", "select $$ @a $$, $x$ @a $$ $x$, $1", "b")]
    [InlineData("select a @> b, a <@ b, @ -5, a @@ b, a::int", "select a @> b, a <@ b, @ -5, a @@ b, a::int", "")]
    [InlineData("select 1 ; -- done", "select 1 ", "")]
    public void Parameters_are_found_where_they_are_parameters(string written, string sent, string names)
    {
        var sql = new SqlText(written);

        Assert.Equal(sent, sql.Sent);
        Assert.Equal(names, string.Join(',', sql.Names));
        Assert.Equal(-1, sql.SecondStatement);
    }

    [Theory]
    [InlineData("select a from t order by a", true)]
    [InlineData("select a from t ORDER\n BY a limit 5", true)]
    [InlineData("select a from (select a from t order by a) x", false)]
    [InlineData("select sum(a) over (order by b) from t", false)]
    [InlineData("select 'order by a' from t -- order by a", false)]
    [InlineData("select a from t", false)]
    public void An_order_counts_outside_of_parentheses_and_texts(string written, bool isOrdered) => Assert.Equal(isOrdered, new SqlText(written).IsOrdered);

    [Theory]
    [InlineData("select @parameter, foo", 11, 19)]
    [InlineData("select @parameter, foo", 3, 3)]
    [InlineData("select @a, @bbbb, foo", 15, 18)]
    public void A_position_of_the_server_is_found_in_the_written_text(string written, int sent, int column) =>
        Assert.Equal(new("m.yaml", 1, column + 1), new SqlText(written).PlaceOf(sent, new(new("m.yaml", 1, 1))));

    [Theory]
    [InlineData("select 1; select 2", 10)]
    [InlineData("select ';'; -- ; \n ;", -1)]
    public void A_second_statement_is_found(string written, int at) => Assert.Equal(at, new SqlText(written).SecondStatement);
}
