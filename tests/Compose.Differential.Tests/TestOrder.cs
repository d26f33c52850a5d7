using Compose.Testing;

[assembly: Xunit.TestCollectionOrderer(LongestFirst.Name, LongestFirst.Assembly)]
