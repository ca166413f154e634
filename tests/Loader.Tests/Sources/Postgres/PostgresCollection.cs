namespace Loader.Tests.Sources.Postgres;

/// <summary>One server for all tests that need one.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresCluster>
{
    public const string Name = "postgres";
}
