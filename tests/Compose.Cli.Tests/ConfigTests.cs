using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

public sealed class ConfigTests
{
    private const string Stack = """
        name: demo
        services:
          web: {image: "web:${TAG:-1}", depends_on: [db], profiles: [front], environment: {LOG: "${LEVEL}", PRICE: "5$$"}}
          db: {image: db, volumes: ["data:/data"]}
          app: {build: ., depends_on: [db], networks: [back]}
        networks: {back: {}, unused: {}}
        volumes: {data: {}}
        """;

    [Theory]
    [InlineData("db\napp\n", "config", "--services")]
    [InlineData("db\napp\nweb\n", "--profile", "front", "config", "--services")]
    [InlineData("back\ndefault\n", "config", "--networks")]
    [InlineData("data\n", "config", "--volumes")]
    [InlineData("front\n", "config", "--profiles")]
    [InlineData("demo-app\ndb\n", "config", "--images")]
    [InlineData("demo_app\ndb\n", "--compatibility", "config", "--images")]
    [InlineData("db\napp\n", "config", "--services", "--volumes")]
    public void One_question_is_answered_line_by_line(string answer, params string[] args)
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose(args);

        run.Output.Should().Be(answer);
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_variable_that_is_mentioned_several_times_has_the_default_that_one_of_them_names()
    {
        using var run = new Run()
            .File("compose.yaml", """services: {web: {image: "web:${TAG}", labels: {a: "${TAG:-1}", b: "$TAG", c: "${TAG?}", d: "${ON:+yes}"}}}""")
            .Ncompose("config", "--variables", "--format", "yaml");

        run.Output.Should().Contain("    name: TAG\n    defaultvalue: \"1\"\n    presencevalue: \"\"\n    required: true\n");
    }

    [Fact]
    public void Variables_are_listed_as_a_table()
    {
        using var run = new Run().File("compose.yaml", Stack).Ncompose("config", "--variables");

        run.Output.Should().Be(
            "NAME                REQUIRED            DEFAULT VALUE       ALTERNATE VALUE\n" +
            "LEVEL               false                                   \n" +
            "TAG                 false               1                   \n");
    }

    [Fact]
    public void A_dollar_sign_stays_one_when_the_output_is_loaded_again()
    {
        using var run = new Run().File("compose.yaml", Stack).Variable("LEVEL", "info").Ncompose("--profile", "front", "config", "web");
        run.Output.Should().Contain("PRICE: 5$$\n");

        using var again = new Run().Input(run.Output).Ncompose("--profile", "front", "-f", "-", "config", "web");
        again.Output.Should().Be(run.Output);
    }

    [Fact]
    public void Quiet_says_nothing_when_all_is_well_and_all_that_is_wrong_otherwise()
    {
        using var good = new Run().File("compose.yaml", Stack).Ncompose("config", "-q");
        good.Output.Should().BeEmpty();
        good.ExitCode.Should().Be(0);

        using var bad = new Run().File("compose.yaml", "services:\n  web:\n    imagee: x\n    scale: [1]\n").Ncompose("config", "-q");
        bad.Output.Should().BeEmpty();
        bad.Error.Should().Contain("compose.yaml:3:5 [NC0302]").And.Contain("compose.yaml:4:12 [NC0301]").And.Contain("2 errors");
        bad.ExitCode.Should().Be(1);
    }

    [Fact]
    public void Output_goes_to_a_file_or_says_why_not()
    {
        using var run = new Run().File("compose.yaml", Stack).Variable("LEVEL", "info").Ncompose("config", "-o", "out.yaml", "db");
        run.Output.Should().BeEmpty();
        File.ReadAllText(Path.Combine(run.Folder, "out.yaml")).Should().StartWith("name: demo\nservices:\n  db:\n");

        run.Ncompose("config", "-o", "none/out.yaml").FirstErrorLine.Should().Be("open none/out.yaml: no such file or directory");
        run.ExitCode.Should().Be(1);
    }

    [Fact]
    public void An_explanation_names_every_file_and_variable_that_had_a_say()
    {
        using var run = new Run()
            .File("compose.yaml", "services:\n  web:\n    image: web\n    environment:\n      LOG: info\n")
            .File("compose.override.yaml", "services:\n  web:\n    environment:\n      LOG: ${LEVEL:-debug}\n")
            .File(".env", "\nLEVEL=trace\n")
            .Ncompose("config", "--explain", "services.web.environment.LOG");

        run.Output.Should().StartWith("services.web.environment.LOG = \"trace\"\n  compose.yaml:5:12  \"info\"");
        run.Output.Should().Contain("* compose.override.yaml:4:12  \"trace\"").And.Contain("LEVEL = \"trace\" from .env (.env:2:");
    }

    [Fact]
    public void An_explanation_of_nothing_says_what_there_is()
    {
        using var run = new Run().File("compose.yaml", Stack).Variable("LEVEL", "info").Ncompose("config", "--explain", "services.db.imag");

        run.FirstErrorLine.Should().Be("no such attribute: services.db.imag");
        run.Error.Should().Contain("services.db has ").And.Contain("image");
    }

    [Theory]
    [InlineData("unsupported format \"xml\"", "config", "--format", "xml")]
    [InlineData("no such service: nope: not found", "config", "--hash", "nope")]
    [InlineData("no such service: web: disabled", "config", "--hash", "web")]
    [InlineData("no such service: nope", "config", "nope")]
    [InlineData("format value \"xml\" could not be parsed: parsing failed", "config", "--variables", "--format", "xml")]
    [InlineData("invalid project name \"Foo\": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number", "-p", "Foo", "config")]
    [InlineData("open /project/none.yaml: no such file or directory", "-f", "none.yaml", "config")]
    [InlineData("couldn't find env file: /project/none", "--env-file", "none", "config")]
    [InlineData("/project is a directory", "--env-file", ".", "config")]
    [InlineData("unsupported --progress value \"foo\"", "--progress", "foo", "config")]
    [InlineData("can't use --progress tty while ANSI support is disabled", "--ansi", "never", "--progress", "tty", "config")]
    [InlineData("cannot specify DEPRECATED \"--workdir\" and \"--project-directory\". Please use only \"--project-directory\" instead",
        "--workdir", ".", "--project-directory", ".", "config")]
    [InlineData("cannot read oci://A: it is no name of an artifact, such as oci://registry.example.com/team/app:1.0", "-f",
        "oci://A", "config")]
    public void A_refused_file_is_one_sentence_and_exit_code_1(string sentence, params string[] args)
    {
        using var run = new Run().File("compose.yaml", Stack).Variable("LEVEL", "info").Ncompose(args);

        run.FirstErrorLine.Should().Be(sentence);
        run.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("no configuration file provided: not found")]
    [InlineData("strconv.ParseBool: parsing \"x\": invalid syntax", "COMPOSE_DISABLE_ENV_FILE", "x")]
    [InlineData("stat /project/a.yaml: no such file or directory", "COMPOSE_FILE", "a.yaml:b.yaml")]
    [InlineData("COMPOSE_PARALLEL_LIMIT must be an integer (found: \"x\")", "COMPOSE_PARALLEL_LIMIT", "x")]
    [InlineData("NCOMPOSE_DIALECT takes 2.40 or 5 (found: \"3\")", "NCOMPOSE_DIALECT", "3")]
    public void Variables_are_checked_too(string sentence, params string[] variable)
    {
        using var run = new Run();
        if (variable.Length > 0)
            run.Variable(variable[0], variable[1]);

        run.Ncompose("config").FirstErrorLine.Should().Be(sentence);
    }

    [Fact]
    public void A_variable_that_is_no_boolean_has_a_code()
    {
        using var run = new Run().Variable("COMPOSE_DISABLE_ENV_FILE", "x").Ncompose("config");

        run.Error.Should().Contain("NC0906");
    }

    [Theory]
    [InlineData("NC0905", "--env-file", ".", "config")]
    [InlineData("NC0907", "--env-file", "/dev/zero", "config")]
    [InlineData("NC0908", "-f", "oci://A", "config")]
    [InlineData("NC0909", "--project-directory", "___", "config")]
    [InlineData("NC0715", "-f", "shared.yaml", "config", "--no-normalize")]
    [InlineData("NC0911", "--project-directory", "link", "config")]
    public void A_problem_of_the_command_line_has_a_code(string code, params string[] args)
    {
        using var run = new Run().File("compose.yaml", "services: {web: {image: x}}")
            .File("___/compose.yaml", "services: {web: {image: x}}")
            .File("shared.yaml", "services: {web: {image: x, network_mode: 'service:db'}}");
        Directory.CreateSymbolicLink(Path.Combine(run.Folder, "link"), run.Folder);

        run.Ncompose(args).Error.Should().Contain(code);
    }

    [Fact]
    public void Files_and_variables_are_found_from_a_folder_below()
    {
        using var run = new Run()
            .File("base.yml", "services: {web: {image: \"x:${TAG}${SUB:-}\"}}")
            .File("over.yml", "services: {web: {command: [a]}}")
            .File(".env", "COMPOSE_FILE=base.yml,over.yml\nCOMPOSE_PATH_SEPARATOR=,\nTAG=1\nCOMPOSE_PROJECT_NAME=fromenv\n")
            .File("sub/.env", "SUB=sub\nTAG=2\n");

        run.Ncompose("config", "--format", "json").Output.Should()
            .Contain("\"name\": \"fromenv\"").And.Contain("\"image\": \"x:1\"").And.Contain("\"a\"");
        run.NcomposeIn("sub", "-f", "../base.yml", "config").Output.Should()
            .Contain("image: x:1\n", "the .env beside the file counts, not the one of the current folder");
        run.NcomposeIn("sub", "--env-file", "../.env", "--env-file", ".env", "-f", "../base.yml", "config").Output.Should()
            .Contain("image: x:2sub\n", "the last env file wins");
        run.Variable("TAG", "shell").Ncompose("config").Output.Should().Contain("image: x:shell\n", "the shell wins");
    }

    [Fact]
    public void Several_compose_files_are_a_warning_and_the_first_counts()
    {
        using var run = new Run()
            .File("compose.yaml", "services: {a: {image: a}}").File("docker-compose.yml", "services: {b: {image: b}}")
            .File("docker-compose.override.yaml", "services: {a: {command: c}}")
            .NcomposeIn(".", "config", "--services");

        run.Output.Should().Be("a\n");
        run.Error.Should()
            .StartWith(
            "warning: Found multiple config files with supported names: /project/compose.yaml, /project/docker-compose.yml\n").And.Contain(
            "NC0910");
    }

    [Fact]
    public void On_GitHub_problems_are_annotations_too()
    {
        using var run = new Run().Variable("GITHUB_ACTIONS", "true").File("sub/compose.yaml", "services:\n  web:\n    imagee: x\n");
        run.Variable("GITHUB_WORKSPACE", run.Folder).NcomposeIn("sub", "config");

        run.Error.Should().Contain("::error file=sub/compose.yaml,line=3,endLine=3,col=5,endColumn=11,title=NC0302::");
    }
}
