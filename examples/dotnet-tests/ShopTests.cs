using NCompose.Xunit;
using Npgsql;
using Xunit;

// One stack for all tests of the assembly.
[assembly: AssemblyFixture(typeof(ComposeFixture))]

public class ShopTests(ComposeFixture compose) : IAsyncDisposable
{
    // After a test that fails TestResults/compose has the state and the logs of the stack.
    public ValueTask DisposeAsync() => compose.KeepIfFailedAsync();

    [Fact]
    public async Task The_page_is_served()
    {
        var web = await compose.Stack.AddressAsync("web", 80, cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        Assert.Equal("the shop is open\n", await http.GetStringAsync(web.ToUri(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Orders_are_kept()
    {
        var db = await compose.Stack.AddressAsync("db", 5432, cancellationToken: TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create($"Host={db.Host};Port={db.Port};Username=postgres;Password=secret");
        await using (var create = source.CreateCommand("create table orders (item text); insert into orders values ('bread')"))
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var read = source.CreateCommand("select item from orders");
        Assert.Equal("bread", await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
