"""Clean articles to be filled with names: headline and paragraphs by language, all in our own words."""

from __future__ import annotations

# {h} hospital, {p} partner, {a} {b} people, {f} field, {d} day, {n} number, {t} town.
TEMPLATES: dict[str, list[tuple[str, list[str]]]] = {
    "zh": [
        (
            "{h}与{p}签署{f}合作协议",
            [
                "{d}，{h}与{p}在行政楼会议室签署合作协议，双方将围绕{f}开展为期{n}年的联合培养。",
                "院长{a}介绍了医院近年的学科发展情况，{p}副校长{b}表示愿意把实习基地设在这里。",
                "协议约定，每年互派{n}名青年医师进修，共同申报课题，并按季度通报进展。",
            ],
        ),
        (
            "{h}举行{f}多学科门诊启动仪式",
            [
                "{d}上午，{h}举行{f}多学科门诊启动仪式，院领导、科主任和患者代表参加。",
                "{a}主任说，门诊每周三开放，由{n}个专科的医生一起看病人，减少来回奔波。",
                "首日接诊了{n}位患者，年龄最大的八十六岁。",
            ],
        ),
        (
            "{p}专家团队来{t}指导{f}工作",
            [
                "{d}，{p}{n}名专家来到{t}，走访了{h}和两家乡镇卫生院。",
                "专家组查看了病房流程与设备台账，同{a}、{b}等医生讨论了三例疑难病例。",
                "下一步，双方准备建立每月一次的线上查房制度。",
            ],
        ),
        (
            "{t}召开卫生健康工作会议",
            [
                "{d}，{t}召开卫生健康工作会议，总结上半年情况，部署下半年任务。",
                "会议要求各单位抓好{f}，把便民措施落到窗口。",
                "{h}院长{a}作了交流发言，{b}代表基层医生谈了体会。",
            ],
        ),
        (
            "我院{f}团队获省科技进步奖",
            [
                "日前公布的省科技进步奖名单中，{h}{f}团队榜上有名。",
                "该团队由{a}领衔，历时{n}年收集了一千多例病例资料，成果已在多家医院推广。",
                "{b}说，奖励属于每一位参加随访的患者。",
            ],
        ),
        (
            "{h}开展义诊进社区活动",
            [
                "{d}，{h}组织{n}名医护人员到{t}社区义诊，为居民测血压、看片子。",
                "居民排队咨询{f}问题，{a}医生一直讲到中午。",
                "活动现场发放了健康手册，下一站定在老街小学。",
            ],
        ),
        (
            "{p}与{h}共建临床教学基地揭牌",
            [
                "{d}下午，{p}与{h}共建的临床教学基地揭牌。",
                "基地设有{n}间模拟病房，用于{f}方向的学生实习。",
                "{a}与{b}共同为基地揭牌，并看望了第一批实习学生。",
                "双方还商定每年举办一次教学评比。",
            ],
        ),
        (
            "关于调整{f}门诊时间的通知",
            [
                "各位患者：因设备检修，自{d}起，{h}{f}门诊时间调整为每周二、四下午。",
                "急诊不受影响，如有疑问请拨打服务电话或到一楼服务台咨询。",
                "给您带来不便，敬请谅解。",
            ],
        ),
    ],
    "zh-Hant": [
        (
            "{h}與{p}簽署{f}合作備忘錄",
            [
                "{d}，{h}與{p}簽署合作備忘錄，雙方將就{f}展開為期{n}年的交流。",
                "院長{a}表示，這項計畫讓年輕醫師有機會到海外見習，也歡迎對方學者來訪。",
                "簽約後，{b}教授以長者照護為題發表演講，吸引許多護理同仁參加。",
            ],
        ),
        (
            "{h}舉辦健康講座",
            [
                "{d}，{h}在{t}活動中心舉辦健康講座，由{a}醫師主講{f}。",
                "現場有{n}位志工協助量血壓，民眾踴躍發問。",
                "下個月的講座將談睡眠與飲食，歡迎報名。",
            ],
        ),
    ],
    "en": [
        (
            "{h} and {p} Sign Agreement on {f}",
            [
                "{h} and {p} signed an agreement on {d} to work together on {f} for the next {n} years.",
                "Chief executive {a} said the two teams had met every month since the winter and wanted patients to feel the difference within a year.",
                "Under the agreement, {n} trainees will rotate through the hospital each term, and {b} will chair a joint committee.",
            ],
        ),
        (
            "{h} Opens New Unit for {f}",
            [
                "Patients in {t} will no longer have to travel for {f}: {h} opened a new unit on {d}.",
                "The unit has {n} beds, a garden and a room where families can stay overnight.",
                "Nurse manager {a} has worked at the hospital for two decades and helped to choose the furniture.",
            ],
        ),
        (
            "Volunteers Rebuild the Playground at {h}",
            [
                "Over {n} weekends, volunteers in {t} took down the old playground behind {h} and built a new one.",
                "The slide came from a school that was closing; the sandpit was dug by the ambulance crew.",
                '"Children recover faster when they are bored less," said paediatrician {a}.',
            ],
        ),
        (
            "{p} Names {a} Dean of Health Sciences",
            [
                "{p} has named {a} dean of health sciences, effective {d}.",
                "The new dean has led research on {f} and taught for {n} years in {t}.",
                "Colleague {b} described a teacher who answers letters by hand.",
            ],
        ),
        (
            "{t} Council Approves Bus Link to {h}",
            [
                "The council of {t} approved a bus link to {h} on {d} after a short debate.",
                "The bus will run every {n} minutes on weekdays and stop at the library.",
                "Councillor {a} said many older residents had asked for it; {b} voted against because of the cost.",
            ],
        ),
        (
            "{h} Study Looks at {f} in Rural Towns",
            [
                "A study by doctors at {h} followed {n} hundred patients in rural towns for two years.",
                "It found that a phone call in the first week made readmission less likely.",
                "Lead author {a} and co-author {b} plan to repeat the work in {t}.",
            ],
        ),
    ],
    "id": [
        (
            "{h} dan {p} Tandatangani Nota Kesepahaman",
            [
                "{h} dan {p} menandatangani nota kesepahaman di aula utama pada pekan lalu.",
                "Direktur {a} mengatakan kerja sama ini berlaku selama lima tahun dan mencakup pendidikan perawat.",
                "Setiap semester dua puluh mahasiswa akan praktik di bangsal anak.",
            ],
        )
    ],
    "vi": [
        (
            "{h} ký kết hợp tác đào tạo với {p}",
            [
                "Sáng thứ Hai, {h} và {p} đã ký biên bản hợp tác về đào tạo sinh viên.",
                "Giám đốc {a} cho biết mỗi năm bệnh viện sẽ nhận một trăm sinh viên thực tập.",
                "Hai bên cũng thống nhất tổ chức hội thảo khoa học vào mùa thu.",
            ],
        )
    ],
    "ko": [
        (
            "{h}과 {p} 업무협약 체결",
            [
                "{h}은 지난 12일 {p}과 임상실습을 위한 업무협약을 체결했다고 밝혔다.",
                "양 기관은 간호학과 학생 교육과 지역 건강 조사를 함께 진행하기로 했다.",
                "{a} 병원장은 환자가 먼저 느끼는 협력이 되도록 하겠다고 말했다.",
            ],
        )
    ],
    "ja": [
        (
            "{h}と{p}が包括連携協定を締結",
            [
                "{h}と{p}は3月28日、医療人材の育成に関する包括連携協定を結びました。",
                "調印式には{a}院長と{b}学長が出席し、看護学部の実習枠を広げることを確認しました。",
                "協定の期間は5年間で、市民講座も共催します。",
            ],
        )
    ],
    "ru": [
        (
            "{h} и {p} подписали договор о сотрудничестве",
            [
                "{h} и {p} подписали договор о сотрудничестве в области подготовки медсестёр.",
                "Главный врач {a} рассказал, что студенты будут проходить практику в трёх отделениях.",
                "Договор рассчитан на пять лет.",
            ],
        )
    ],
    "es": [
        (
            "{h} firma un convenio con {p}",
            [
                "{h} y {p} suscribieron este jueves un convenio de cooperación por cuatro años.",
                "La directora {a} explicó que ochenta internos rotarán cada año por pediatría y cirugía.",
                "Ambas instituciones publicarán en conjunto los resultados de su registro de fracturas.",
            ],
        )
    ],
    "de": [
        (
            "{h} und {p} schließen Kooperation",
            [
                "{h} und {p} haben am Freitag einen Vertrag über die gemeinsame Ausbildung unterzeichnet.",
                "Verwaltungsleiterin {a} sprach von einem wichtigen Schritt für den ländlichen Raum.",
                "Zunächst sind zwanzig Plätze vorgesehen, nach zwei Jahren wird Bilanz gezogen.",
            ],
        )
    ],
}
OTHER_HOSPITALS = {
    "id": "RSUD Mekar Sari",
    "vi": "Bệnh viện Hòa Bình Mới",
    "ko": "은하수병원",
    "ja": "青葉丘記念病院",
    "ru": "Городская больница № 7",
    "es": "Hospital Santa Brígida",
    "de": "Klinikum Lindenau",
}
OTHER_PARTNERS = {
    "id": "Universitas Lembayung",
    "vi": "Trường Đại học Y Đông Hải",
    "ko": "누리대학교",
    "ja": "若葉看護大学",
    "ru": "Медицинская академия имени Орлова",
    "es": "Universidad del Valle Claro",
    "de": "Hochschule Rothental",
}
OTHER_PEOPLE = {
    "id": "Bagus Santoso",
    "vi": "Trần Minh Hòa",
    "ko": "한서윤",
    "ja": "木下悠",
    "ru": "Анна Лебедева",
    "es": "Lucía Marín",
    "de": "Birgit Sommer",
}
OTHER_HOSTS = {
    "id": "www.rsudmekarsari.go.id",
    "vi": "www.bvhoabinhmoi.vn",
    "ko": "www.eunhasu-hospital.co.kr",
    "ja": "www.aobaoka-hp.or.jp",
    "ru": "www.gorbol7.ru",
    "es": "www.hospitalsantabrigida.es",
    "de": "www.klinikum-lindenau.de",
}

# Said at the end of every article of a language, so that no page is too short to be read.
CLOSINGS = {
    "zh": [
        "相关科室负责人表示，将认真总结经验，把这项工作坚持下去，让周边群众在家门口就能得到及时、方便的服务。",
        "据了解，今年以来全院门诊人次稳步增长，患者对就医流程的满意程度也有明显提高，窗口排队的时间缩短了一半左右。",
    ],
    "zh-Hant": [
        "相關單位表示，將持續傾聽民眾的意見，把服務做得更細緻，也會定期公布辦理情形，讓鄉親安心。",
        "據了解，今年以來門診人次穩定成長，志工的陪伴讓許多長輩願意走出家門，參加各項活動。",
    ],
    "en": [
        "Staff said the work would be reviewed in the autumn, when the first figures are in, and that residents would be asked what they thought of the changes.",
        "The number of visits has grown steadily this year, and the waiting room, once the subject of many letters, is quieter than it has been for a decade.",
    ],
    "id": [
        "Pihak rumah sakit menyampaikan bahwa kegiatan ini akan dievaluasi setiap tahun bersama warga dan para kader kesehatan di lingkungan sekitar.",
        "Jumlah kunjungan pasien tahun ini terus bertambah, sementara waktu tunggu di loket pendaftaran menjadi jauh lebih singkat.",
    ],
    "vi": [
        "Đại diện hai bên cho biết chương trình sẽ được đánh giá vào cuối năm, khi có số liệu đầy đủ từ các khoa phòng tham gia.",
        "Số lượt người bệnh đến khám năm nay tăng đều, trong khi thời gian chờ đợi tại quầy tiếp đón đã giảm đi một nửa.",
    ],
    "ko": [
        "관계자는 올해 말 성과를 점검하고 지역 주민의 의견을 들어 내년 계획에 반영하겠다고 설명했다.",
        "올해 외래 방문객은 꾸준히 늘었으며, 접수 창구에서 기다리는 시간은 절반 정도로 줄어든 것으로 나타났다.",
    ],
    "ja": [
        "担当者は、秋に成果をまとめ、地域の皆さまの声を聞きながら来年度の計画に生かしていきたいと話しています。",
        "今年の外来の利用者は順調に増えており、受付で待つ時間は以前の半分ほどになりました。",
    ],
    "ru": [
        "Представители сторон отметили, что итоги подведут осенью, когда будут собраны данные всех отделений, участвующих в работе.",
        "Число обращений в этом году растёт, а очередь в регистратуре стала заметно короче, чем раньше.",
    ],
    "es": [
        "Los responsables explicaron que el trabajo se revisará en otoño, cuando estén los primeros datos, y que se preguntará a los vecinos.",
        "El número de consultas ha crecido de forma constante este año y la sala de espera está más tranquila que nunca.",
    ],
    "de": [
        "Die Beteiligten wollen die Arbeit im Herbst gemeinsam auswerten, sobald die ersten Zahlen vorliegen, und auch die Anwohner befragen.",
        "Die Zahl der Besuche ist in diesem Jahr stetig gewachsen, und im Wartezimmer ist es ruhiger als in den Jahren zuvor.",
    ],
}
