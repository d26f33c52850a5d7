using System.Buffers;
using System.Text;
using Compose.Files.Printing;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Printing;

public sealed class ConfigPrinterTests
{
    private const string Project = """
        x-top: {b: [], a: 1}
        models: {m: {model: ai/x}}
        volumes: {v: }
        networks: {n: {driver_opts: {b: 1, a: 2}, ipam: {config: [{subnet: 10.0.0.0/8, x-dropped: 1}]}, x-kept: y}}
        services:
          web:
            x-note: [b]
            image: "a$b"
            models: [m]
            networks: [n]
            ulimits: {a: {soft: 0, hard: 2}, b: 0}
            env_file: [{path: a.env}, {path: b.env, required: false, format: raw}]
            environment: {a10: 1, a9: 2}
            blkio_config: {weight_device: [{path: /dev/sda, weight: 0}]}
            build: {context: ., ssh: [default, key=/k]}
            volumes: [{type: bind, source: /x, target: /x}, "v:/v", "/h:/h"]
            deploy: {replicas: 0}
        """;

    private static string Print(PrintForm form, Dialect dialect)
    {
        var text = new ArrayBufferWriter<byte>();
        ConfigPrinter.Print(Trees.Final(Project), form, dialect, text);
        return Encoding.UTF8.GetString(text.WrittenSpan).ReplaceLineEndings("\n");
    }

    [Fact]
    public void As_YAML() => Print(PrintForm.Yaml, Dialect.V5).Should().Be("""
        name: p
        services:
          web:
            build:
              context: /project
              dockerfile: Dockerfile
              ssh:
                - default
                - 'key: /k'
            blkio_config:
              weight_device:
                - path: /dev/sda
                  weight: 0
            deploy:
              replicas: 0
            environment:
              a9: "2"
              a10: "1"
            env_file:
              - path: /project/a.env
              - path: /project/b.env
                required: false
                format: raw
            image: a$$b
            models:
              m: null
            networks:
              "n": null
            ulimits:
              a:
                soft: 0
                hard: 2
              b:
                soft: 0
                hard: 0
            volumes:
              - type: bind
                source: /x
                target: /x
              - type: volume
                source: v
                target: /v
                volume: {}
              - type: bind
                source: /h
                target: /h
                bind: {}
            x-note:
              - b
        networks:
          "n":
            name: p_n
            driver_opts:
              a: "2"
              b: "1"
            ipam:
              config:
                - subnet: 10.0.0.0/8
            x-kept: "y"
        volumes:
          v:
            name: p_v
        models:
          m:
            model: ai/x
        x-top:
          a: 1
          b: []

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void As_JSON()
    {
        var json = Print(PrintForm.Json, Dialect.V5);
        json.Should().StartWith("{\n  \"models\": {").And.EndWith("  \"x-top\": {\n    \"a\": 1,\n    \"b\": null\n  }\n}");
        json.Should().Contain("\"Path\": \"/dev/sda\",\n            \"Weight\": 0").And.Contain("\"key=/k\"").And.Contain(
            "\"a\": {\n          \"hard\": 2\n        },\n        \"b\": {}")
            .And.Contain("\"placement\": {}").And.Contain("\"command\": null").And.NotContain("x-note").And.NotContain(
            "x-kept").And.Contain("\"a$$b\"");
    }

    [Fact]
    public void As_2_40_said_it()
    {
        Print(PrintForm.Json, Dialect.V240).Should()
            .NotContain("ai/x").And.Contain("\"bind\": {\n            \"create_host_path\": true").And
            .Contain(
            "\"env_file\": [\n        \"/project/a.env\",\n        {\n          \"path\": \"/project/b.env\",\n          \"required\": false,\n          \"format\": \"raw\"\n        }");
        Print(PrintForm.Yaml, Dialect.V240).Should().Contain("models:\n  m:\n    model: ai/x").And
            .Contain("    env_file:\n      - /project/a.env\n      - path: /project/b.env\n        required: false\n    image:");
    }

    [Fact]
    public void Without_interpolation_variables_are_printed_unchanged()
    {
        var text = new ArrayBufferWriter<byte>();
        ConfigPrinter.PrintRaw(
            new Trees().Read("services: {web: {image: 'a$b', cpus: 0.50, build: , a: []}}\nname: x"), PrintForm.Yaml, Dialect.V5, text);
        Encoding.UTF8.GetString(text.WrittenSpan).Should()
            .Be("name: x\nservices:\n  web:\n    a: []\n    build: null\n    cpus: 0.5\n    image: a$b\n");
    }
}
