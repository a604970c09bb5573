// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/hooks.hpp"

#include <doctest/doctest.h>

#include "base/file.hpp"
#include "base/log_setup.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

struct Scene {
    Loop loop;
    Pool pool{loop};
    TempDir dir;
    Hooks hooks{loop, pool, dir.path(), std::chrono::seconds(5)};

    Scene() { log::set_outputs("4:file:" + (dir / "log")); }
    ~Scene() { log::set_outputs("3:stderr"); }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    void script(const std::string& name, const std::string& body, mode_t mode = 0700) {
        replace_file(dir / name, "#!/bin/sh\n" + body + "\n", mode);
    }
    std::string output() { return read_file(dir / "out", 10'000); }
};

const HookEvent start{.driver = "daemon", .operation = "start", .extra = "start"};

}  // namespace

TEST_CASE("hooks: a script gets four arguments and nothing on stdin") {
    Scene scene;
    scene.script("daemon", "echo \"$* in=$(readlink /proc/$$/fd/0)\" > " + (scene.dir / "out"));
    scene.loop.run(scene.hooks.run(start));
    CHECK(scene.output() == "- start - start in=/dev/null\n");
}

TEST_CASE("hooks: the document of an object comes on stdin") {
    Scene scene;
    scene.script("qemu", "{ echo $1 $2 $3 $4; cat; } > " + (scene.dir / "out"));
    const HookEvent event{.driver = "qemu",
                          .object = "d1",
                          .operation = "prepare",
                          .sub_operation = "begin",
                          .input = "<domain/>"};
    scene.loop.run(scene.hooks.run(event));
    CHECK(scene.output() == "d1 prepare begin -\n<domain/>");
}

TEST_CASE("hooks: the files of the directory follow in the order of their names") {
    Scene scene;
    make_directories(scene.dir / "daemon.d");
    const std::string append = ">> " + (scene.dir / "out");
    scene.script("daemon.d/20b", "echo b " + append);
    scene.script("daemon.d/10a", "echo a " + append);
    scene.script("daemon.d/30no", "echo no " + append, 0600);
    scene.script("daemon", "echo main " + append);
    scene.loop.run(scene.hooks.run(start));
    CHECK(scene.output() == "main\na\nb\n");
}

TEST_CASE("hooks: one that fails is logged, and the others run") {
    Scene scene;
    make_directories(scene.dir / "daemon.d");
    scene.script("daemon", "echo no >&2; exit 3");
    scene.script("daemon.d/a", "echo a > " + (scene.dir / "out"));
    scene.loop.run(scene.hooks.run(start));
    CHECK(scene.output() == "a\n");
    const std::string log = read_file(scene.dir / "log", 10'000);
    CHECK(log.find("Hook script execution failed: internal error: Child process (") !=
          std::string::npos);
    CHECK(log.find("unexpected exit status 3: no") != std::string::npos);
}

TEST_CASE("hooks: a script that cannot be executed counts as absent") {
    Scene scene;
    log::set_outputs("3:file:" + (scene.dir / "log"));
    scene.script("daemon", "echo ran > " + (scene.dir / "out"), 0600);
    CHECK(find_hook_scripts(scene.dir.path(), "daemon").empty());
    CHECK(read_file(scene.dir / "log", 10'000)
              .find("Non-executable hook script " + (scene.dir / "daemon")) != std::string::npos);
    CHECK(find_hook_scripts("/no/such", "daemon").empty());
}

}  // namespace virtd::daemon
